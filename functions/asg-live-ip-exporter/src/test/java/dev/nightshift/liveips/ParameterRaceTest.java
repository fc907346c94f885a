package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.Bucket;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.act.Publication;
import dev.nightshift.liveips.act.Teller;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.look.Scout;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.sink.AwsSinks;
import dev.nightshift.local.aws.LocalAws;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Two runs that publish to one parameter at once: Parameter Store cannot compare and swap.
class ParameterRaceTest {
    private static final LiveIpsConfig CONFIG = Fixture.read("""
            {"zone": "UTC", "dryRun": false, "outputs": {"shop": {"groups": ["shop-blue"],
             "publish": [{"to": "parameter", "name": "/live/shop", "format": "csv"}]}}}
            """);

    @AutoClose
    private final LocalAws aws = LocalAws.start(InstantSource.fixed(NOON));

    private final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));
    private final JsonApi ssm = clients.json("ssm", "AmazonSSM");
    private final Bucket siteBucket = clients.bucket("live");
    private final List<String> found = new ArrayList<>();

    /// Servers 1 to 4, of which so many are still running.
    private static Look seen(int running) {
        return look(
                List.of(group(
                        "shop-blue",
                        running,
                        IntStream.rangeClosed(1, running)
                                .mapToObj(n -> "i-" + n)
                                .toArray(String[]::new))),
                IntStream.rangeClosed(1, 4)
                        .mapToObj(n -> machine("i-" + n, n <= running ? "running" : "terminated", "10.0.0." + n))
                        .toArray(Machine[]::new));
    }

    private void run(Scout scout) {
        Teller teller = new Teller() {
            @Override
            public void found(Output output, Destination destination, String generation) {
                found.add(destination.toString());
            }

            @Override
            public void tell(Publication publication) {}
        };
        List<Outcome> outcomes = new Exporter(scout, new AwsSinks(siteBucket, clients), teller, () -> NOON)
                .bringUpToDate(CONFIG.outputs(), new Occasion(CONFIG, NOON, false));

        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Settled.class);
    }

    private String parameter() {
        return ssm.call("GetParameter", Map.of("Name", "/live/shop")).text("Parameter", "Value");
    }

    /// It looks while all four serve; before it writes, another run has seen two of them terminated.
    @Test
    void whoWroteWhatItSawBeforeAnotherRunWroteLooksAgainAndSetsItRight() {
        aws.s3("eu-central-1").bucket("live");
        run((place, outputs, published) -> seen(3));
        List<Look> looks = new ArrayList<>(List.of(seen(4), seen(2)));

        run((place, outputs, published) -> {
            if (looks.size() == 2) {
                run((there, all, lines) -> seen(2));
            }
            return looks.removeFirst();
        });

        assertThat(looks).isEmpty();
        assertThat(parameter()).isEqualTo("10.0.0.1,10.0.0.2");
        assertThat(found).as("its own older list was shown for a moment").hasSize(1);
    }
}
