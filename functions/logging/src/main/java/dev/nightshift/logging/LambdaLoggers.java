package dev.nightshift.logging;

import java.net.URI;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.spi.ExtendedLogger;
import org.apache.logging.log4j.spi.LoggerContext;
import org.apache.logging.log4j.spi.LoggerContextFactory;
import org.apache.logging.log4j.spi.LoggerRegistry;
import org.jspecify.annotations.Nullable;

/// All loggers of the function. There is one context, whoever asks.
public final class LambdaLoggers implements LoggerContextFactory, LoggerContext {
    private final LoggerRegistry<ExtendedLogger> loggers = new LoggerRegistry<>();

    @Override
    public ExtendedLogger getLogger(String name) {
        return getLogger(name, null);
    }

    @Override
    public ExtendedLogger getLogger(String name, @Nullable MessageFactory messages) {
        ExtendedLogger known = loggers.getLogger(name, messages);
        if (known != null) {
            return known;
        }
        LambdaLogger made = new LambdaLogger(name, messages);
        loggers.putIfAbsent(name, messages, made);
        return made;
    }

    @Override
    public boolean hasLogger(String name) {
        return hasLogger(name, (MessageFactory) null);
    }

    @Override
    public boolean hasLogger(String name, @Nullable MessageFactory messages) {
        return loggers.hasLogger(name, messages);
    }

    @Override
    public boolean hasLogger(String name, Class<? extends MessageFactory> messages) {
        return loggers.hasLogger(name, messages);
    }

    @Override
    public @Nullable Object getExternalContext() {
        return null;
    }

    @Override
    public LoggerContext getContext(String caller, ClassLoader loader, Object external, boolean current) {
        return this;
    }

    @Override
    public LoggerContext getContext(
            String caller, ClassLoader loader, Object external, boolean current, URI configuration, String name) {
        return this;
    }

    @Override
    public void removeContext(LoggerContext context) {
        // It lives as long as the process.
    }

    @Override
    public boolean isClassLoaderDependent() {
        return false;
    }
}
