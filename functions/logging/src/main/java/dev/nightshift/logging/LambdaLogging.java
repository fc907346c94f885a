package dev.nightshift.logging;

import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import org.apache.logging.log4j.spi.Provider;

/// Makes Log4j's API write to Lambda's log. Log4j finds it as a service.
///
/// log4j-core reads a configuration, scans for plug-ins and loads some 700 classes at each cold start; a function needs
/// two fixed formats and two fixed levels.
public final class LambdaLogging extends Provider {
    // That of log4j-core is 10, of log4j-to-slf4j 15.
    private static final int PRIORITY = 20;

    static {
        // Else the runtime does not set AWSRequestId (EventHandlerLoader, aws-lambda-java-runtime-interface-client 2).
        LambdaRuntimeInternal.setUseLog4jAppender(true);
    }

    /// For the service loader.
    public LambdaLogging() {
        super(PRIORITY, CURRENT_VERSION, LambdaLoggers.class);
    }
}
