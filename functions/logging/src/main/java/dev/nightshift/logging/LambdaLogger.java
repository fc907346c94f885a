package dev.nightshift.logging;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.simple.SimpleLogger;
import org.apache.logging.log4j.util.PropertiesUtil;
import org.jspecify.annotations.Nullable;

/// A logger that writes each line to Lambda's log, in the format that the function is deployed with
/// (`AWS_LAMBDA_LOG_FORMAT`: `JSON` or `Text`; *Lambda logging*, AWS Lambda developer guide).
///
/// It writes what is at least `INFO`, of the SDK at least `WARN`.
@SuppressWarnings("serial") // SimpleLogger is serializable, and nobody serializes a logger.
final class LambdaLogger extends SimpleLogger {
    private static final boolean IS_JSON = "JSON".equals(System.getenv("AWS_LAMBDA_LOG_FORMAT"));
    private static final String SDK = "software.amazon.awssdk";

    LambdaLogger(String name, @Nullable MessageFactory messages) {
        super(
                name,
                name.startsWith(SDK) ? Level.WARN : Level.INFO,
                false,
                false,
                false,
                false,
                "",
                messages,
                new PropertiesUtil(new Properties()),
                System.out);
    }

    @Override
    public void logMessage(
            String caller, Level level, @Nullable Marker marker, Message message, @Nullable Throwable thrown) {
        LogLine line = new LogLine(
                Clock.systemUTC().instant(),
                level,
                getName(),
                message.getFormattedMessage(),
                thrown,
                ThreadContext.getImmutableContext());
        String text = IS_JSON ? line.json() : line.text();
        LambdaRuntime.getLogger().log(text.getBytes(StandardCharsets.UTF_8), LogLevel.valueOf(level.name()));
    }
}
