package dev.nightshift.tls.report;

import dev.nightshift.kit.Text;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Severity;

/// A certificate that is known from where it is kept, whether or not an endpoint was seen to serve it.
///
/// @param place where it is kept: its ARN, or that of the database instance that has it
/// @param name for people
/// @param expiry its own, since nothing is known of the path above it
/// @param headline one word for it: its worst fault, or the tier of its dates
/// @param detail one printable line for people, bounded; empty when there is nothing more to say
public record StoredCertificate(
        String place, String name, Expiry expiry, Severity severity, String headline, String detail) {
    private static final int SHOWN = 300;

    /// Makes every text harmless, whoever wrote it.
    public StoredCertificate {
        place = Text.printable(place, SHOWN);
        name = Text.printable(name, SHOWN);
        detail = Text.printable(detail, SHOWN);
        expiry = new Expiry(expiry.notBefore(), expiry.notAfter(), name, expiry.daysRemaining(), expiry.tier());
    }
}
