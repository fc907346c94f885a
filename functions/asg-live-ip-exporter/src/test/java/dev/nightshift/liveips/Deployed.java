package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.config;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.look.Scout;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.sink.Sink;
import dev.nightshift.liveips.sink.Sinks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// The handler in front of sinks, servers and a topic in memory.
final class Deployed {
    final Map<String, String> stored = new TreeMap<>();
    final List<Digest> told = new ArrayList<>();
    final ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    private final Context context = mock(Context.class);
    Look look = look(
            List.of(group("shop-blue", 2, "i-1", "i-2")),
            machine("i-1", "running", "10.0.0.1"),
            machine("i-2", "running", "10.0.0.2"));
    final FakeFindings findings = new FakeFindings();
    Pauses pauses = Pauses.NONE;
    int looks;
    final List<String> looked = new ArrayList<>();
    boolean deaf;
    Instant clock = NOON.plusSeconds(40);

    Deployed() {
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme-live-ips:live");
        when(context.getRemainingTimeInMillis()).thenReturn(60_000);
    }

    /// Keeps texts by name; its token is the text.
    private final Sinks sinks = new Sinks() {
        @Override
        public Sink of(Destination destination) {
            return named(destination.toString());
        }

        @Override
        public Sink manifest(Output output) {
            return named(output.manifestKey());
        }

        private Sink named(String name) {
            return new Sink() {
                @Override
                public Reading read() {
                    return new Reading.Held(Optional.ofNullable(stored.get(name)), "a token");
                }

                @Override
                public Writing write(String body, String token) {
                    stored.put(name, body);
                    return new Writing.Done();
                }
            };
        }
    };

    private void rest(Duration time) {
        clock = clock.plus(time);
    }

    String handle(LiveIpsConfig config, String event) throws IOException {
        Scout scout = (place, outputs, published) -> {
            looks++;
            outputs.forEach(output -> looked.add(output.name()));
            return look;
        };
        PrintStream out = new PrintStream(metrics, true, StandardCharsets.UTF_8);
        Resources resources = new Resources(
                new Clients(
                                Region.EU_CENTRAL_1,
                                AnonymousCredentialsProvider.create(),
                                Optional.of(URI.create("http://127.0.0.1:1")))
                        .bucket("unreachable"),
                () -> pauses,
                digest -> {
                    if (deaf) {
                        throw new IllegalStateException("AuthorizationError");
                    }
                    told.add(digest);
                },
                () -> clock,
                out);
        Handler handler = new Handler(config, scout, sinks, findings, resources, this::rest);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), result, context);
        return result.toString(StandardCharsets.UTF_8);
    }
}
