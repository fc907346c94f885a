package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Pause;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.StoppedHosts.Host;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.s3.S3Bucket;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;

/// What the functions of a site share in its bucket.
class SiteObjectsTest {
    private static final Instant SAT = Instant.parse("2026-11-28T12:00:00Z");
    private static final Instant MON = Instant.parse("2026-11-30T07:30:00Z");
    private static final Pause PAUSE = new Pause(Optional.empty(), SAT, MON, "release", "ann");
    private static final Map<String, List<String>> NAMES = Map.of(
            "db.example.com", List.of("10.0.0.5"),
            "pair.example.com", List.of("10.0.0.5", "10.0.0.6"),
            "half.example.com", List.of("10.0.0.5", "10.0.0.7"));

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(SAT));
    private final S3Bucket bucket = aws.s3("eu-central-1").bucket("state");
    private final Bucket siteBucket = new Clients(
                    Region.EU_CENTRAL_1,
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                    Optional.of(aws.endpoint()))
            .bucket("state");
    private final SharedObject<Pauses> pauses = SharedObject.pauses(siteBucket);

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aPauseIsThereUntilItIsTakenAway() {
        assertThat(pauses.read()).isEqualTo(Pauses.NONE);

        pauses.change(before -> before.with(PAUSE));
        assertThat(pauses.read().all()).containsExactly(PAUSE);

        pauses.change(before -> before.without(Optional.empty(), SAT));
        assertThat(pauses.read()).isEqualTo(Pauses.NONE);
    }

    @Test
    void twoPeopleWhoPauseAtOnceBothGetTheirPause() {
        Pause other = new Pause(Optional.of("parameter-store-rotator"), SAT, MON, "audit", "bob");
        boolean[] first = {true};

        pauses.change(before -> {
            if (first[0]) {
                first[0] = false;
                pauses.change(between -> between.with(other));
            }
            return before.with(PAUSE);
        });

        assertThat(pauses.read().all()).containsExactly(other, PAUSE);
    }

    @Test
    void pausesThatCannotBeReadAreAnErrorAndStay() {
        bucket.put(Pauses.KEY, "{\"v\":7}");

        assertThatThrownBy(pauses::read)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("s3://state/control/pauses.json: v: \"7\": expected 1");
        assertThatThrownBy(() -> pauses.change(before -> before.with(PAUSE))).isInstanceOf(SettingsException.class);
        assertThat(bucket.object(Pauses.KEY).orElseThrow().text()).isEqualTo("{\"v\":7}");
    }

    @Test
    void anS3ThatRefusesIsAnError() {
        aws.faults().on("s3", "GetObject").with(new Fault.Refused(403, "AccessDenied", "Access Denied"));

        assertThatThrownBy(pauses::read).isInstanceOf(AwsServiceException.class);
    }

    @Test
    void aNameIsStoppedOnPurposeWhenAllOfItsAddressesAre() {
        StoppedOnPurpose stopped = stoppedOnPurpose(host("i-1", "10.0.0.5"), host("i-2", "10.0.0.6"));

        assertThat(stopped.host("10.0.0.5", SAT)).map(Host::id).contains("i-1");
        assertThat(stopped.host("db.example.com", SAT)).map(Host::id).contains("i-1");
        assertThat(stopped.host("pair.example.com", SAT)).isPresent();
        assertThat(stopped.host("half.example.com", SAT)).isEmpty();
        assertThat(stopped.host("unknown.example.com", SAT)).isEmpty();
        assertThat(stopped.host("db.example.com", MON)).isEmpty();
    }

    @Test
    void theListIsReadWhenItIsAskedFor() {
        StoppedOnPurpose stopped = StoppedOnPurpose.in(siteBucket);
        assertThat(stopped.host("10.0.0.5", SAT)).isEmpty();

        bucket.put(
                StoppedHosts.KEY,
                StoppedHosts.of(List.of(host("i-1", "10.0.0.5"))).json());
        assertThat(stopped.host("10.0.0.5", SAT)).isPresent();
        assertThat(stopped.hosts().hosts()).containsKey("i-1");
    }

    @Test
    void whileTheListCannotBeReadNothingIsStoppedOnPurpose() {
        bucket.put(StoppedHosts.KEY, "no list");
        assertThat(StoppedOnPurpose.in(siteBucket).host("10.0.0.5", SAT)).isEmpty();

        aws.faults().on("s3", "GetObject").with(new Fault.Refused(403, "AccessDenied", "Access Denied"));
        assertThat(StoppedOnPurpose.in(siteBucket).host("10.0.0.5", SAT)).isEmpty();
    }

    private static StoppedOnPurpose stoppedOnPurpose(Host... hosts) {
        return new StoppedOnPurpose(() -> StoppedHosts.of(List.of(hosts)), name -> {
            List<String> addresses = NAMES.get(name);
            if (addresses == null) {
                throw new UnknownHostException(name);
            }
            return addresses;
        });
    }

    private static Host host(String id, String address) {
        return new Host(id, "eu-central-1", new TreeSet<>(List.of(address)), MON);
    }
}
