package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.WINDOW_END;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.InstanceState;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.fleet.Ec2Fleet;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Marker.Did;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// The adapter over real HTTP, and the instances that it reaches.
public final class Ec2OverHttp implements AutoCloseable {
    static final String TAG = "nightshift:schedule";
    static final Marker MARKER =
            new Marker(Did.STOP, new Window(WINDOW_START, WINDOW_END), Instant.parse("2026-11-20T17:00:00Z"));

    public final LocalAws aws = LocalAws.start(InstantSource.fixed(WINDOW_START));
    public final Ec2 region = aws.ec2("eu-central-1");
    public final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));
    public final Fleet fleet = Ec2Fleet.of(clients, List.of());

    public List<String> launch(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(region.launch("m7g.large").tag(TAG, "weekend").id());
        }
        return ids;
    }

    int calls(String operation) {
        return aws.calls().of("ec2", operation).size();
    }

    InstanceState state(String id) {
        return region.instance(id).orElseThrow().state();
    }

    /// Fails when anything was asked that the endpoint does not know.
    @Override
    public void close() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }
}
