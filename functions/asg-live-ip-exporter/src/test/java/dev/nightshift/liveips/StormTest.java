package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Json;
import dev.nightshift.kit.aws.Bucket;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.SharedObject;
import dev.nightshift.kit.aws.Topic;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.AutoScalingGroup;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Call;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// What a storm of events costs in calls of AWS: the handler as it is deployed, on the embedded endpoint.
class StormTest {
    private static final String REGION = "eu-central-1";
    private static final int SERVERS = 1_000;

    private static final int BATCH = 10;

    private Instant clock = NOON;
    private Duration storm = Duration.ZERO;
    private int drained;
    private final LocalAws aws = LocalAws.start(this::now);
    private final Instance[] servers = IntStream.range(0, SERVERS)
            .mapToObj(n -> aws.ec2(REGION).launch("m7g.large"))
            .toArray(Instance[]::new);
    private final AutoScalingGroup group =
            aws.autoScaling(REGION).group("shop-blue").serving(servers);

    private Handler handler(int destinations) {
        LiveIpsConfig config = Fixture.read("""
                {"zone": "UTC", "dryRun": false, "outputs": {"shop": {"groups": ["shop-blue"],
                 "targetGroups": ["http"], "publish": [{"to": "s3", "key": "live/shop", "format": "plain"}%s]}}}
                """.formatted(IntStream.range(1, destinations)
                .mapToObj(", {\"to\": \"s3\", \"key\": \"live/shop-%d\", \"format\": \"json\"}"::formatted)
                .collect(Collectors.joining())));
        String arn = aws.loadBalancing(REGION).targetGroup("http");
        group.targetGroup(arn);
        for (Instance server : servers) {
            aws.loadBalancing(REGION).target(arn, server.id(), "healthy");
        }
        aws.s3(REGION).bucket("live");
        Clients clients = new Clients(
                Region.of(REGION),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                Optional.of(aws.endpoint()));
        Bucket siteBucket = clients.bucket("live");
        Environment environment =
                new Environment(Map.of(Environment.TOPIC_ARN, aws.sns(REGION).topic("reports")));
        Resources resources = new Resources(
                siteBucket,
                SharedObject.pauses(siteBucket)::read,
                Topic.of(environment, clients)::publish,
                this::now,
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        return new Handler(config, clients, resources, this::pass);
    }

    private Instant now() {
        return clock;
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private void handle(Handler handler, String payload) throws IOException {
        Context context = mock(Context.class);
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme-live-ips:live");
        when(context.getRemainingTimeInMillis()).thenReturn(60_000);
        handler.handleRequest(
                new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                context);
    }

    /// 1,000 servers are drained one after the other. Their events come as their queue delivers them: one batch of ten
    /// at most, and the next when that is done.
    @ParameterizedTest
    @CsvSource({"1, 10, 1", "10, 20, 1", "60, 20, 1", "60, 1, 1", "1, 10, 4", "60, 20, 2", "60, 1, 2"})
    void aStormOfAThousandEventsCostsAtMostSixtyCalls(int seconds, int percentOfASecondForARun, int destinations)
            throws IOException {
        Handler handler = handler(destinations);
        handle(handler, HandlerTest.SCHEDULED);
        assertThat(published()).hasSize(SERVERS);
        aws.calls().clear();
        storm = Duration.ofSeconds(seconds);

        pass(storm.dividedBy(SERVERS).plusSeconds(60));
        for (int first = 0; first < SERVERS; ) {
            int end = first + 1;
            while (end < SERVERS && end - first < BATCH && !drainedAt(end).isAfter(clock)) {
                end++;
            }
            handle(
                    handler,
                    batch(IntStream.range(first, end)
                            .mapToObj(n -> event(servers[n].id(), drainedAt(n).truncatedTo(ChronoUnit.SECONDS)))
                            .toList()));
            pass(Duration.ofMillis(10L * percentOfASecondForARun));
            first = end;
            if (first < SERVERS && drainedAt(first).isAfter(clock)) {
                pass(Duration.between(clock, drainedAt(first)));
            }
        }

        assertThat(published()).containsExactly(address(SERVERS - 1));
        assertThat(aws.calls().all()).as(calls()).hasSizeLessThanOrEqualTo(60);
    }

    private void pass(Duration time) {
        clock = clock.plus(time);
        for (; drained < SERVERS - 1 && !drainedAt(drained).isAfter(clock); drained++) {
            group.with(servers[drained], "Terminating:Wait", "Healthy");
        }
    }

    private Instant drainedAt(int server) {
        return NOON.plusSeconds(60).plus(storm.multipliedBy(server).dividedBy(SERVERS));
    }

    private static String batch(List<String> bodies) {
        return Json.write(Map.of(
                "Records", bodies.stream().map(body -> Map.of("body", body)).toList()));
    }

    @Test
    void aStormThatConcernsNobodyReadsTheManifestOnly() throws IOException {
        Handler handler = handler(1);
        handle(handler, HandlerTest.SCHEDULED);
        aws.calls().clear();
        clock = NOON.plusSeconds(65);

        String body = event("i-00000000000000000", NOON.plusSeconds(60));
        handle(handler, batch(Collections.nCopies(SERVERS, body)));

        assertThat(aws.calls().all()).as(calls()).hasSizeLessThanOrEqualTo(4);
    }

    private List<String> published() {
        return aws.s3(REGION)
                .bucket("live")
                .object("live/shop")
                .orElseThrow()
                .text()
                .lines()
                .toList();
    }

    private String address(int server) {
        int number = server + 1;
        return "10.0.%d.%d".formatted(number / 200, 10 + number % 200);
    }

    private String calls() {
        return aws.calls().all().stream()
                .collect(Collectors.groupingBy(Call::operation, TreeMap::new, Collectors.counting()))
                .toString();
    }

    private static String event(String instance, Instant at) {
        return Json.write(Map.of(
                "source",
                "aws.ec2",
                "detail-type",
                "EC2 Spot Instance Interruption Warning",
                "time",
                at.toString(),
                "detail",
                Map.of("instance-id", instance, "instance-action", "terminate")));
    }
}
