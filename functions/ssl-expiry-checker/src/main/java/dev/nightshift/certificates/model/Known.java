package dev.nightshift.certificates.model;

import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Thresholds;
import java.time.Instant;

/// The certificate that was last seen somewhere: enough to go on counting down when it cannot be seen.
///
/// @param id what endpoints with the same certificate have in common: its fingerprint, or its ARN
/// @param name its subject
/// @param notBefore the first second of the certificate of its path that ends first
/// @param notAfter the last second of that one
public record Known(String id, String name, Instant notBefore, Instant notAfter) {
    public Expiry expiry(Thresholds thresholds, Instant at) {
        return Expiry.of(notBefore, notAfter, name, thresholds, at);
    }
}
