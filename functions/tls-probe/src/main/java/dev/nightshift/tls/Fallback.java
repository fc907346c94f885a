package dev.nightshift.tls;

import dev.nightshift.kit.Text;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.handshake.Handshake;
import dev.nightshift.tls.reader.FirstFlight;
import dev.nightshift.tls.reader.Possession;
import dev.nightshift.tls.wire.Connection;
import dev.nightshift.tls.wire.Phase;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Random;

/// What the reader saw of a server that showed the JDK no certificate.
///
/// @param why what the JDK said
record Fallback(FirstFlight.Read read, Finding why) {
    private static final SecureRandom RANDOM = new SecureRandom();
    // Leaves room in a finding for what was read.
    private static final int SHOWN = 150;

    /// Opens another connection on which TLS may begin.
    @FunctionalInterface
    interface Opener {
        Connection open() throws ProbeException;
    }

    @FunctionalInterface
    private interface Reader {
        FirstFlight.Read read(Wire wire, String serverName, Optional<String> alpn, Random random)
                throws IOException, ProbeException;
    }

    /// Reads it, in the words of TLS 1.2 when the server does not take those of TLS 1.3.
    ///
    /// @throws ProbeException when there is no certificate, with both reasons
    static Fallback read(Target target, Finding why, Opener opener) throws ProbeException {
        try {
            return new Fallback(read(target, opener, FirstFlight::read), why);
        } catch (ProbeException first) {
            Fault fault = first.finding().fault();
            if (fault == Fault.TLS_ALERT || fault == Phase.HANDSHAKE.closed) {
                try {
                    return new Fallback(read(target, opener, FirstFlight::readUpToTls12), why);
                } catch (ProbeException second) {
                    // The first answer says more: it was given to everything there is.
                }
            }
            throw new ProbeException(fault, first.finding().detail() + "; the JDK: " + why.detail());
        }
    }

    private static FirstFlight.Read read(Target target, Opener opener, Reader reader) throws ProbeException {
        try (Connection connection = opener.open()) {
            try {
                return reader.read(
                        connection.wire(),
                        target.expectedName(),
                        target.protocol().alpn(),
                        RANDOM);
            } catch (IOException e) {
                throw connection.ended(Phase.HANDSHAKE, e);
            }
        }
    }

    /// As if the JDK had seen it.
    Handshake.Result result() {
        return new Handshake.Result(
                read.chain(), read.version(), read.suite(), read.clientCertificateAsked(), Optional.empty());
    }

    /// Why the JDK did not complete the handshake: a server that signed it did all that is right.
    Optional<Finding> incomplete() {
        boolean broken = why.fault() != Fault.HANDSHAKE_FAILED;
        return switch (read.possession()) {
            case Possession.Refuted _ -> Optional.empty();
            case Possession.Proved _, Possession.Unchecked _ ->
                Optional.of(new Finding(broken ? why.fault() : Fault.JAVA_REFUSES, text()));
            case Possession.Unknown _ -> Optional.of(new Finding(why.fault(), text()));
        };
    }

    /// A wrong signature is wrong, whatever explains the rest.
    Optional<Finding> refuted() {
        return read.possession() instanceof Possession.Refuted
                ? Optional.of(new Finding(Fault.HANDSHAKE_FAILED, text()))
                : Optional.empty();
    }

    private String text() {
        return "the JDK: " + Text.printable(why.detail(), SHOWN) + "; " + read.described();
    }
}
