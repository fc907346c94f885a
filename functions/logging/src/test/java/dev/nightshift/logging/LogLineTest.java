package dev.nightshift.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The lines are those that log4j-core writes with the layouts of aws-lambda-java-log4j2.
class LogLineTest {
    private static final Layout<String> JSON = JsonTemplateLayout.newBuilder()
            .setConfiguration(new DefaultConfiguration())
            .setEventTemplateUri("classpath:LambdaLayout.json")
            .build();
    private static final Layout<String> TEXT = PatternLayout.newBuilder()
            .setConfiguration(new DefaultConfiguration())
            .setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC} %X{AWSRequestId} %-5p %c{1} %m%n")
            .build();

    private static Throwable failure() {
        Throwable failure = new IllegalStateException("cannot \"read\"\n\tat all", new IOException("cause"));
        failure.addSuppressed(new IOException());
        return failure;
    }

    static Stream<LogLine> lines() {
        Random random = new Random(7);
        Stream<LogLine> made = Stream.of(
                line("x", null), line("é\u2028\u0000\u001b\"\\/", failure()), line("x".repeat(20_000), new Error()));
        return Stream.concat(
                made,
                Stream.generate(() -> line(text(random), random.nextBoolean() ? null : new Error(text(random))))
                        .limit(300));
    }

    private static LogLine line(String message, @Nullable Throwable thrown) {
        return new LogLine(
                Instant.parse("2026-10-25T00:59:59.007Z"),
                Level.getLevel(message.length() % 2 == 0 ? "WARN" : "INFO"),
                "dev.nightshift.stopper.Handler",
                message,
                thrown,
                new TreeMap<>(Map.of("AWSRequestId", "8f5c", "other", message)));
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(40), 0, 0x2100)
                .filter(Character::isDefined)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static LogEvent event(LogLine line) {
        SortedArrayStringMap context = new SortedArrayStringMap();
        line.context().forEach(context::putValue);
        return Log4jLogEvent.newBuilder()
                .setLoggerName(line.logger())
                .setLevel(line.level())
                .setMessage(new SimpleMessage(line.message()))
                .setThrown(line.thrown())
                .setTimeMillis(line.time().toEpochMilli())
                .setContextData(context)
                .build();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void inJsonItIsThatOfTheTemplate(LogLine line) {
        assertThat(line.json()).isEqualTo(JSON.toSerializable(event(line)));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void asTextItIsThatOfThePattern(LogLine line) {
        assertThat(line.text()).isEqualTo(TEXT.toSerializable(event(line)));
    }

    @Test
    void withoutARequestTheLineHasNoId() {
        LogLine line = new LogLine(Instant.ofEpochSecond(1), Level.ERROR, "Handler", "starting", null, Map.of());

        assertThat(line.text()).isEqualTo(TEXT.toSerializable(event(line)));
        assertThat(line.json()).isEqualTo(JSON.toSerializable(event(line)));
    }
}
