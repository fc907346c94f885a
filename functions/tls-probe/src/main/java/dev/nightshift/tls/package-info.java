/// Reads the certificates that endpoints serve, and judges them.
///
/// [Prober] looks, at the network; [Judge] decides, from what was seen and an instant, and touches nothing. Two users:
/// the certificate checker among the functions, and `ops certs`.
@NullMarked
package dev.nightshift.tls;

import org.jspecify.annotations.NullMarked;
