package dev.nightshift.tls.x509;

import dev.nightshift.tls.wire.Der;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The times in certificates (RFC 5280 4.1.2.5): UTCTime, whose years begin with 1950, and GeneralizedTime.
final class DerTime {
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    // Seconds may be left out, and an offset stand for Z, in certificates from before RFC 2459.
    private static final Pattern FORM =
            Pattern.compile("(\\d\\d)?(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)?(?:\\.\\d+)?(Z|[+-]\\d{4})");

    private DerTime() {}

    /// @throws IllegalArgumentException when it is no time
    static Instant of(Der value) {
        String text = value.text();
        boolean utc = value.tag() == UTC_TIME;
        Matcher form = FORM.matcher(utc ? "00" + text : text);
        if ((!utc && value.tag() != GENERALIZED_TIME) || !form.matches() || form.group(1) == null) {
            throw new IllegalArgumentException("no time: " + text);
        }
        try {
            int year = Integer.parseInt(form.group(2));
            int century = utc ? (year < 50 ? 2000 : 1900) : 100 * Integer.parseInt(form.group(1));
            return LocalDateTime.of(
                            century + year,
                            Integer.parseInt(form.group(3)),
                            Integer.parseInt(form.group(4)),
                            Integer.parseInt(form.group(5)),
                            Integer.parseInt(form.group(6)),
                            form.group(7) == null ? 0 : Integer.parseInt(form.group(7)))
                    .toInstant(ZoneOffset.of(form.group(8)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time: " + text, e);
        }
    }
}
