/// Asking for TLS in protocols that begin in plain text.
@NullMarked
package dev.nightshift.tls.starttls;

import org.jspecify.annotations.NullMarked;
