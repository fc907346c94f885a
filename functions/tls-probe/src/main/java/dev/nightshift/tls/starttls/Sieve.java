package dev.nightshift.tls.starttls;

import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks for TLS in ManageSieve (RFC 5804 2.2).
final class Sieve {
    // A string of so many bytes, which follow the line (RFC 5804 4, literal).
    private static final Pattern LITERAL = Pattern.compile("(.*)\\{(\\d{1,6})\\+?}");
    private static final int LONGEST_LITERAL = 4_096;

    private Sieve() {}

    static void negotiate(Wire wire) throws IOException, ProbeException {
        List<String> capabilities = response(wire);
        if (!capabilities.contains("\"STARTTLS\"")) {
            throw StartTls.refused("STARTTLS is not among what the server offers");
        }
        wire.send("STARTTLS\r\n");
        response(wire);
    }

    /// What stands before `OK`, in upper case; with `NO` and `BYE` the server refuses.
    private static List<String> response(Wire wire) throws IOException, ProbeException {
        List<String> capabilities = new ArrayList<>();
        while (true) {
            StartTls.bounded(capabilities.size() + 1);
            String line = line(wire);
            String upper = line.toUpperCase(Locale.ROOT);
            if (line.startsWith("\"")) {
                capabilities.add(upper);
            } else if (upper.matches("OK( .*)?")) {
                return capabilities;
            } else {
                throw upper.matches("(NO|BYE)( .*)?") ? StartTls.refused(line) : StartTls.garbled(line);
            }
        }
    }

    /// A line with its literals as quoted strings.
    private static String line(Wire wire) throws IOException, ProbeException {
        StringBuilder line = new StringBuilder();
        String rest = wire.line();
        for (Matcher literal = LITERAL.matcher(rest); literal.matches(); literal = LITERAL.matcher(rest)) {
            int length = Integer.parseInt(literal.group(2));
            if (line.length() + length > LONGEST_LITERAL) {
                throw StartTls.garbled("a string of " + length + " bytes");
            }
            line.append(literal.group(1)).append('"');
            line.append(new String(wire.read(length), StandardCharsets.ISO_8859_1))
                    .append('"');
            rest = wire.line();
        }
        return line.append(rest).toString();
    }
}
