/// TLSA records: what DNS says of the certificates that servers show (DANE).
@NullMarked
package dev.nightshift.tls.dane;

import org.jspecify.annotations.NullMarked;
