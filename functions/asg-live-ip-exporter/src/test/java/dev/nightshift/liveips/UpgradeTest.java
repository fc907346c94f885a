package dev.nightshift.liveips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.aws.Bucket;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.SharedObject;
import dev.nightshift.kit.aws.StoredState;
import dev.nightshift.liveips.look.AwsApis;
import dev.nightshift.liveips.look.AwsScout;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.sink.AwsSinks;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.AutoScaling;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.s3.S3Bucket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// This version takes over from an earlier one, whose manifests and lists were recorded.
class UpgradeTest {
    private static final String REGION = "eu-central-1";
    private static final List<String> LISTS = List.of(
            "live/shop.json",
            "live/shop.conf",
            "live/shop.prom.json",
            "live/gone.txt",
            "live/held.txt",
            "live/never.txt",
            "live/edited.txt");

    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-11-22T12:10:00Z"));
    private final LocalAws aws = LocalAws.start(clock::get);
    private final AutoScaling groups = aws.autoScaling(REGION);
    private final S3Bucket bucket = aws.s3(REGION).bucket("live");
    private final Clients clients = new Clients(
            Region.of(REGION),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));
    private final List<Digest> told = new ArrayList<>();
    private Instance[] held = {};

    @BeforeEach
    void theRecordedWorld() {
        Instance[] shop = launch(3);
        launch(2);
        held = launch(4);
        Stream.of(held).forEach(one -> groups.group("held").with(one, "InService", "Unhealthy"));
        groups.group("held").desired(4);
        groups.group("edited").serving(launch(2));
        groups.group("never").desired(2);
        groups.group("shop").serving(shop).serving(launch(1));
        LISTS.forEach(key -> bucket.put(key, text(key)));
        for (String output : List.of("shop", "gone", "held", "never", "edited")) {
            String key = "state/asg-live-ip-exporter/" + output + ".json";
            bucket.put(key, text(key));
        }
        aws.ssm(REGION).put("/live/shop", "StringList", text("parameter-live-shop.txt"));
    }

    @AfterEach
    void close() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }

    @Test
    void aListThatIsRightIsNeitherWrittenNorToldAgain() {
        run();

        assertThat(written()).containsOnlyKeys("live/edited.txt");
        assertThat(told)
                .allSatisfy(digest ->
                        assertThat(digest.sections().toString()).doesNotContain("shop", "gone", "held", "never"));
    }

    @Test
    void whatPeopleKnowAndIsOverIsToldOnce() {
        groups.group("gone").serving(aws.ec2(REGION).instances().subList(3, 5).toArray(Instance[]::new));

        run();
        assertThat(told).anySatisfy(digest -> assertThat(digest.toString()).contains("gone"));
        assertThat(written()).containsOnlyKeys("live/edited.txt");
        told.clear();
        run();
        assertThat(told).noneSatisfy(digest -> assertThat(digest.toString()).contains("gone"));
    }

    /// The third look that contradicts what somebody wrote there.
    @Test
    void whatTheEarlierVersionCountedIsCountedOn() {
        run();

        assertThat(Address.allIn(list("live/edited.txt"))).hasToString("[10.0.0.20, 10.0.0.21]");
        assertThat(told).isNotEmpty();
    }

    @Test
    void noListIsEmptiedWhileNothingCanBeSeen() {
        aws.faults()
                .on("autoscaling", "DescribeAutoScalingGroups")
                .with(new Fault.Refused(403, "AccessDenied", "not authorized"));

        for (int runs = 0; runs < 5; runs++) {
            assertThat(catchThrowable(this::run)).isInstanceOf(IllegalStateException.class);
        }

        assertThat(written()).isEmpty();
    }

    @Test
    void aListIsHeldUntilItsThirdLookAndStaysWhenTheServersAreWellAgain() {
        run();
        assertThat(list("live/held.txt")).isEqualTo(text("live/held.txt"));
        groups.group("held").desired(0).serving(held);
        run();
        run();

        assertThat(list("live/held.txt")).isEqualTo(text("live/held.txt"));
    }

    @Test
    void aServerThatIsGoneLeavesEveryFormOfItsList() {
        aws.ec2(REGION).instances().getFirst().terminate();

        run();

        List<String> left = List.of("10.0.0.12", "10.0.0.13", "10.0.0.22");
        for (String key : List.of("live/shop.json", "live/shop.conf", "live/shop.prom.json")) {
            assertThat(Address.allIn(list(key)))
                    .as(key)
                    .extracting(Address::toString)
                    .isEqualTo(left);
        }
        assertThat(aws.ssm(REGION).parameter("/live/shop").orElseThrow().value())
                .isEqualTo(String.join(",", left));
        assertThat(list("live/gone.txt")).isEqualTo(text("live/gone.txt"));
    }

    private Instance[] launch(int count) {
        return Stream.generate(() -> aws.ec2(REGION).launch("m7g.large"))
                .limit(count)
                .toArray(Instance[]::new);
    }

    private void run() {
        clock.updateAndGet(now -> now.plus(Duration.ofMinutes(5)));
        LiveIpsConfig config = Fixture.read(text("settings.json"));
        Bucket siteBucket = clients.bucket("live");
        try {
            Resources resources = new Resources(
                    siteBucket,
                    SharedObject.pauses(siteBucket)::read,
                    told::add,
                    clock::get,
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            Handler handler = new Handler(
                    config,
                    new AwsScout(new AwsApis(clients, config.watch())),
                    new AwsSinks(siteBucket, clients),
                    StoredState.ofFindings(resources, Handler.STATE),
                    resources,
                    time -> {
                        throw new AssertionError("the schedule waits for nothing");
                    });
            Context context = mock(Context.class);
            when(context.getRemainingTimeInMillis()).thenReturn(60_000);
            when(context.getInvokedFunctionArn())
                    .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme-live-ips:live");
            String event = "{\"source\": \"nightshift\", \"time\": \"" + clock.get() + "\"}";
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    OutputStream.nullOutputStream(),
                    context);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String list(String key) {
        return bucket.object(key).orElseThrow().text();
    }

    /// How often each list was written, by key or name.
    private Map<String, Integer> written() {
        Map<String, Integer> written = new TreeMap<>();
        Stream.concat(aws.calls().of("s3", "PutObject").stream(), aws.calls().of("ssm", "PutParameter").stream())
                .map(Call::parameters)
                .map(asked -> asked.getOrDefault("Key", asked.getOrDefault("Name", "")))
                .filter(key -> !key.startsWith("state/"))
                .forEach(key -> written.merge(key, 1, Integer::sum));
        return written;
    }

    private static String text(String file) {
        String path = "/recorded/0.1-2026-11/" + file;
        try (InputStream in = Objects.requireNonNull(UpgradeTest.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }
}
