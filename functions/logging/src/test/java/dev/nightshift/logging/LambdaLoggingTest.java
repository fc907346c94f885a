package dev.nightshift.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.ThreadContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Log4j's API and SLF4J, which the SDK logs to, end in Lambda's log, which outside of Lambda is the standard output.
class LambdaLoggingTest {
    private final PrintStream before = System.out;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        ThreadContext.put("AWSRequestId", "8f5c");
    }

    @AfterEach
    void restore() {
        System.setOut(before);
        ThreadContext.clearAll();
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLineHasTheRequestAndTheRuntimeIsAskedToSayWhichItIs() {
        LogManager.getLogger(LambdaLoggingTest.class).info("{} of {}", 1, 2);

        assertThat(written()).matches("\\S+Z 8f5c INFO  LambdaLoggingTest 1 of 2\\R");
        assertThat(LambdaRuntimeInternal.getUseLog4jAppender()).isTrue();
    }

    @Test
    void ofTheSdkOnlyWarningsAreWritten() {
        org.slf4j.Logger sdk = LoggerFactory.getLogger("software.amazon.awssdk.auth");

        sdk.info("quiet");
        sdk.warn("clock is {} s off", 7);

        assertThat(written()).contains("WARN  auth clock is 7 s off").doesNotContain("quiet");
    }

    @Test
    void whatIsOfNoInterestInProductionIsNotWritten() {
        LogManager.getLogger("dev.nightshift.x").debug("detail");

        assertThat(written()).isEmpty();
        assertThat(LogManager.getLogger("dev.nightshift.x")).isSameAs(LogManager.getLogger("dev.nightshift.x"));
    }
}
