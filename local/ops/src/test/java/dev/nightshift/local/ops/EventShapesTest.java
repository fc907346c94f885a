package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.nightshift.kit.Json;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.SchedulerInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every file in `events`, of every function, is an event that AWS could send.
class EventShapesTest {
    private static final Path EVENTS = Checkout.current().root().resolve("events");
    private static final PojoSerializer<ScheduledEvent> EVENT =
            LambdaEventSerializers.serializerFor(ScheduledEvent.class, ScheduledEvent.class.getClassLoader());
    private static final PojoSerializer<SQSEvent> BATCH =
            LambdaEventSerializers.serializerFor(SQSEvent.class, SQSEvent.class.getClassLoader());

    /// All but Scheduler's own default input, which has a text where AWS's type has keys.
    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(EVENTS)) {
            return new TreeSet<>(all.filter(file -> file.toString().endsWith(".json"))
                            .toList())
                    .stream().filter(file -> !file.endsWith("scheduler-default.json"));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void awssOwnLibraryReadsEveryPartOfIt(Path file) throws IOException, NoSuchAlgorithmException {
        String text = sent(file);
        if (!text.contains("\"Records\"")) {
            assertReadWhole(text);
            return;
        }
        assertThat(keys(rewritten(BATCH, text))).isEqualTo(keys(text));
        for (SQSEvent.SQSMessage message : BATCH.fromJson(text).getRecords()) {
            byte[] md5 =
                    MessageDigest.getInstance("MD5").digest(message.getBody().getBytes(StandardCharsets.UTF_8));
            assertThat(message.getMd5OfBody()).isEqualTo(HexFormat.of().formatHex(md5));
            assertReadWhole(message.getBody());
        }
    }

    @Test
    void theDefaultInputOfSchedulerCannotBeReadByAwssOwnType() throws IOException {
        String text = sent(EVENTS.resolve("weekend-instance-stopper", "scheduler-default.json"));

        assertThatThrownBy(() -> EVENT.fromJson(text)).hasMessageContaining("Map");
    }

    private static void assertReadWhole(String event) {
        ScheduledEvent read = EVENT.fromJson(event);

        assertThat(keys(rewritten(EVENT, event))).isEqualTo(keys(event));
        assertThat(read.getAccount()).matches("\\d{12}");
        assertThat(read.getDetailType()).isNotBlank();
        assertThat(read.getSource())
                .isIn("nightshift", "aws.autoscaling", "aws.ec2", "aws.ecs", "aws.elasticloadbalancing");
    }

    private static <T> String rewritten(PojoSerializer<T> type, String event) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        type.toJson(type.fromJson(event), written);
        return written.toString(StandardCharsets.UTF_8);
    }

    /// Its tree; AWS's library writes keys that are not there as null, and times with milliseconds.
    private static Object keys(String event) {
        return keys(Json.parse("event", event));
    }

    private static Object keys(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<Object, Object> keys = new LinkedHashMap<>();
                map.forEach((key, value) -> {
                    if (value != null) {
                        keys.put(key, key.equals("time") ? Instant.parse(value.toString()) : keys(value));
                    }
                });
                yield keys;
            }
            case List<?> list -> list.stream().map(EventShapesTest::keys).toList();
            default -> tree;
        };
    }

    private static String sent(Path file) throws IOException {
        return new SchedulerInput(
                        Instant.parse("2026-11-20T18:00:00Z"),
                        "arn:aws:scheduler:eu-central-1:123456789012:schedule/nightshift/function",
                        "d32c5kddcf5bb8c3",
                        1)
                .applyTo(Files.readString(file));
    }
}
