package dev.nightshift.local.ops.certs.files;

import java.security.cert.X509Certificate;

/// A certificate of a file.
///
/// @param entry the alias that it has, or which one of the file it is
record Stored(String entry, X509Certificate certificate, Role role) {
    /// What a file says of a certificate.
    enum Role {
        /// Nothing.
        ANY,
        /// Its key is there.
        IDENTITY,
        /// It is trusted.
        TRUSTED
    }
}
