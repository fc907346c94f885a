package dev.nightshift.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.jspecify.annotations.Nullable;

/// One line of the log, as `LambdaLayout.json` of aws-lambda-java-log4j2 1.6 and Log4j's JsonTemplateLayout write it.
///
/// As there, a line in JSON has the stack trace of an exception, and not its causes.
///
/// @param context `AWSRequestId` and whatever else the thread's context has
record LogLine(
        Instant time,
        Level level,
        String logger,
        String message,
        @Nullable Throwable thrown,
        Map<String, String> context) {
    // JsonTemplateLayout's own limit (log4j.layout.jsonTemplate.maxStringLength).
    private static final int LONGEST_STRING = 16 * 1024;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonFactory JSON = new JsonFactory();

    String text() {
        StringWriter line = new StringWriter();
        PrintWriter out = new PrintWriter(line);
        out.printf(
                "%s %s %-5s %s %s%n",
                TIME.format(time),
                context.getOrDefault("AWSRequestId", ""),
                level,
                logger.substring(logger.lastIndexOf('.') + 1),
                message);
        if (thrown != null) {
            thrown.printStackTrace(out);
        }
        out.flush();
        return line.toString();
    }

    String json() {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("timestamp", TIME.format(time));
            out.writeStringField("level", level.name());
            out.writeStringField("message", shortened(message));
            out.writeStringField("logger", shortened(logger));
            if (thrown != null) {
                write(out, thrown);
            }
            for (Map.Entry<String, String> entry : context.entrySet()) {
                out.writeStringField(entry.getKey(), shortened(String.valueOf(entry.getValue())));
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line + System.lineSeparator();
    }

    private static void write(JsonGenerator out, Throwable thrown) throws IOException {
        out.writeStringField("errorType", thrown.getClass().getName());
        String message = thrown.getMessage();
        out.writeStringField("errorMessage", message == null ? null : shortened(message));
        out.writeArrayFieldStart("stackTrace");
        for (StackTraceElement frame : thrown.getStackTrace()) {
            out.writeStartObject();
            out.writeStringField("class", frame.getClassName());
            out.writeStringField("method", frame.getMethodName());
            out.writeStringField("file", frame.getFileName());
            out.writeNumberField("line", frame.getLineNumber());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_STRING ? text : text.substring(0, LONGEST_STRING) + "…";
    }
}
