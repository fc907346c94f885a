/// Complete handshakes by the JDK, which accept and note every certificate.
@NullMarked
package dev.nightshift.tls.handshake;

import org.jspecify.annotations.NullMarked;
