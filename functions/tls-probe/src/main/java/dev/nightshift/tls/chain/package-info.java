/// Paths from a served certificate to a trust anchor, their weaknesses and revocation.
@NullMarked
package dev.nightshift.tls.chain;

import org.jspecify.annotations.NullMarked;
