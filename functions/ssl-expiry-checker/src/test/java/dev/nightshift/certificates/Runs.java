package dev.nightshift.certificates;

import static dev.nightshift.certificates.Fixture.NOW;
import static dev.nightshift.certificates.Fixture.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.certificates.look.AwsSources;
import dev.nightshift.certificates.look.Lookout;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.aws.Bucket;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.StoppedOnPurpose;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.s3.S3Bucket;
import dev.nightshift.tls.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// An hourly run after the other, with a scripted network, whose state and reports are in S3 over real HTTP.
public final class Runs implements AutoCloseable {
    static final String PREFIX = "state/ssl-expiry-checker/";
    static final String STATE = PREFIX + "state.json";

    private static final String CONFIG = """
            {"zone": "UTC", "endpoints": ["a.test"], "sources": ["s3://lists/targets.txt"],
             "metricsFor": ["a.test:443"]}""";

    final LocalAws aws = LocalAws.start(InstantSource.fixed(NOW));
    public final S3Bucket bucket = aws.s3("eu-central-1").bucket("reports");
    final S3Bucket lists = aws.s3("eu-central-1").bucket("lists");
    public final List<Digest> told = new ArrayList<>();
    public final ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    Consumer<Digest> topic = told::add;
    Function<Instant, List<Verdict>> world = at -> List.of(served("a.test", 60, at));
    Instant clock = NOW;

    private final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));
    private final Bucket siteBucket = clients.bucket("reports");
    private final Context context = mock(Context.class);

    /// One run has been already, and told that it was the first.
    public Runs() throws IOException {
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme-checker:live");
        lists.put("targets.txt", "b.test\n");
        run();
        assertThat(told)
                .singleElement()
                .satisfies(
                        first -> assertThat(first.sections().getFirst().rows().getFirst())
                                .contains("state"));
        told.clear();
        metrics.reset();
    }

    public String run() throws IOException {
        return run("{}");
    }

    /// An hour after the one before.
    public String run(String detail) throws IOException {
        clock = clock.plus(Duration.ofHours(1));
        return send("{\"source\": \"nightshift\", \"time\": \"" + clock + "\", \"detail\": " + detail + "}");
    }

    String send(String event) throws IOException {
        CheckerConfig config = Fixture.config(CONFIG);
        Lookout lookout = new Lookout(
                config,
                (targets, at) -> world.apply(at),
                new AwsSources(clients)::read,
                List.of(),
                StoppedOnPurpose.in(siteBucket)::hosts);
        PrintStream out = new PrintStream(metrics, true, StandardCharsets.UTF_8);
        Resources resources =
                new Resources(siteBucket, () -> Pauses.NONE, digest -> topic.accept(digest), () -> clock, out);
        Handler handler = new Handler(config, lookout, resources);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), result, context);
        return result.toString(StandardCharsets.UTF_8);
    }

    public String text(String name) {
        return bucket.object(PREFIX + name).orElseThrow().text();
    }

    /// Nothing was asked that the endpoint does not know.
    @Override
    public void close() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }
}
