package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Zones;
import dev.nightshift.kit.aws.Bucket;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.SharedObject;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.stopper.fleet.Ec2Fleet;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// A whole weekend, 62 hours in 248 runs and those around it, and every mail that it brings.
class WeekendReplayTest {
    private static final Instant FIRST = Instant.parse("2026-11-20T15:00:00Z");
    private static final Instant LAST = Instant.parse("2026-11-23T10:00:00Z");
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(Zones.of("Europe/Berlin"));

    private final AtomicReference<Instant> clock = new AtomicReference<>(FIRST);
    private final LocalAws aws = LocalAws.start(clock::get);
    private final Ec2 ec2 = aws.ec2("eu-central-1");
    private final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));
    private final List<String> mails = new ArrayList<>();

    @Test
    void aWeekendWithMishapsBringsTheMailsThatAPersonWants() throws IOException {
        aws.s3("eu-central-1").bucket("state");
        Map<Instant, Runnable> happenings = new TreeMap<>();
        dev.nightshift.local.aws.ec2.Instance lack = optedIn("erp").zone("eu-central-1b");
        dev.nightshift.local.aws.ec2.Instance anna = optedIn("dev-anna");
        optedIn("web-1");
        optedIn("web-2");
        optedIn("legacy").stopProtected();
        ec2.launch("m7g.large").tag("Name", "jenkins").tag("nightshift:schedule", "wekend");
        ec2.launch("m7g.large").tag("Name", "prod-db");
        happenings.put(Instant.parse("2026-11-21T10:05:00Z"), anna::start);
        happenings.put(Instant.parse("2026-11-23T06:50:00Z"), () -> ec2.runsOutOf("m7g.large", "eu-central-1b"));
        happenings.put(Instant.parse("2026-11-23T09:20:00Z"), () -> ec2.hasAgain("m7g.large", "eu-central-1b"));
        Handler handler = handler();
        int runs = 0;

        for (Instant at = FIRST; !at.isAfter(LAST); at = at.plus(Duration.ofMinutes(15))) {
            for (Map.Entry<Instant, Runnable> happening : List.copyOf(happenings.entrySet())) {
                if (!happening.getKey().isAfter(at)) {
                    clock.set(happening.getKey());
                    happening.getValue().run();
                    happenings.remove(happening.getKey());
                }
            }
            clock.set(at);
            run(handler, at);
            runs++;
        }

        assertThat(runs).isGreaterThan(248);
        assertThat(mails)
                .containsExactly(
                        // The misspelled tag, found by the first run, and that this is the first run.
                        "Fri 16:00 2 need a look",
                        "Fri 17:00 5 will be stopped at Fri 20 Nov 18:00",
                        "Fri 18:00 4 stopped, 1 failed, 1 needs a look",
                        // Once a day while the protected machine and the misspelled tag last.
                        "Sat 08:00 1 failed, 1 needs a look",
                        "Sun 08:00 1 failed, 1 needs a look",
                        "Mon 08:00 2 started, 1 failed, 1 needs a look",
                        // Two hours late: critical. Then there is room again.
                        "Mon 10:00 1 failed, 1 needs a look",
                        "Mon 10:30 1 started, 1 needs a look");
        assertThat(lack.state().name()).isEqualTo("RUNNING");
        aws.close();
    }

    private dev.nightshift.local.aws.ec2.Instance optedIn(String name) {
        return ec2.launch("m7g.large").tag("Name", name).tag("nightshift:schedule", "weekend");
    }

    private Handler handler() {
        Fleet fleet = Ec2Fleet.of(clients, List.of());
        Place place = new Place("123456789012", "eu-central-1");
        Bucket siteBucket = clients.bucket("state");
        Resources resources = new Resources(
                siteBucket,
                SharedObject.pauses(siteBucket)::read,
                digest -> mails.add(LOCAL.format(digest.at()) + " " + digest.verdict()),
                clock::get,
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        return new Handler(
                Fixture.config("\"dryRun\": false, \"notice\": \"1 hour\""),
                self -> new TreeMap<>(Map.of(place, fleet)),
                Handler.stored(resources),
                SharedObject.stoppedHosts(siteBucket)::change,
                resources,
                time -> clock.updateAndGet(now -> now.plus(time)));
    }

    private static void run(Handler handler, Instant at) throws IOException {
        Context context = mock(Context.class);
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme-stopper:live");
        when(context.getRemainingTimeInMillis()).thenReturn(300_000);
        String event = "{\"source\": \"nightshift\", \"time\": \"" + at + "\"}";
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                OutputStream.nullOutputStream(),
                context);
    }
}
