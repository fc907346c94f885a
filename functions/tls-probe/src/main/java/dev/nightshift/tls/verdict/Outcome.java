package dev.nightshift.tls.verdict;

import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.fault.Finding;
import java.util.List;
import java.util.Optional;

/// How looking at one address ended.
public sealed interface Outcome {
    /// A certificate was seen.
    ///
    /// @param version of the protocol, as JSSE names it
    /// @param suite its name in IANA's registry
    /// @param clientCertificateAsked whether the server wants the client's certificate
    /// @param incomplete why the JDK did not complete the handshake: `HANDSHAKE_FAILED` when nothing
    ///     proves that the server holds the key, `JAVA_REFUSES` when the reader saw that it does,
    ///     else how the connection broke
    /// @param revocation what the issuers' lists say
    /// @param group of the key exchange, by its name in IANA's registry; empty where it is not known
    record Served(
            Chain chain,
            String version,
            String suite,
            boolean clientCertificateAsked,
            Optional<Finding> incomplete,
            List<Finding> revocation,
            String group)
            implements Outcome {
        /// One whose group is not known.
        public Served(
                Chain chain,
                String version,
                String suite,
                boolean clientCertificateAsked,
                Optional<Finding> incomplete,
                List<Finding> revocation) {
            this(chain, version, suite, clientCertificateAsked, incomplete, revocation, "");
        }
    }

    /// None was seen, for this reason.
    record Failed(Finding reason) implements Outcome {}
}
