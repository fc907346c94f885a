/// When a certificate is due: tiers relative to its lifetime.
@NullMarked
package dev.nightshift.tls.expiry;

import org.jspecify.annotations.NullMarked;
