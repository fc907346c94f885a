package dev.nightshift.local.ops.certs;

import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.report.Report;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// From which severity on the command ends with findings. What could not be seen is never known to be well.
enum FailOn {
    NOTICE(Severity.NOTICE),
    WARNING(Severity.WARNING),
    CRITICAL(Severity.CRITICAL);

    private final Severity least;

    FailOn(Severity least) {
        this.least = least;
    }

    boolean fails(Report report) {
        return !report.badLines().isEmpty()
                || report.counts().keySet().stream()
                        .anyMatch(severity -> severity == Severity.UNKNOWN || severity.compareTo(least) >= 0);
    }

    static final class Converter implements ITypeConverter<FailOn> {
        @Override
        public FailOn convert(String text) {
            try {
                return FailOn.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException _) {
                throw new TypeConversionException("expected critical, warning or notice, not " + text);
            }
        }
    }
}
