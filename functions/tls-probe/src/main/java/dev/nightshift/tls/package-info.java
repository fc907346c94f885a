/// Reads the certificates that endpoints serve, and judges them.
///
/// [Prober] looks, at the network; [dev.nightshift.tls.verdict] decides, from what was seen and an instant, and touches
/// nothing. Each package uses only those that stand before it: fault, expiry, endpoint, wire, x509, chain, change,
/// starttls, handshake and reader, verdict, this one, report. Two users: the certificate checker among the functions,
/// and `ops
/// certs`.
@NullMarked
package dev.nightshift.tls;

import org.jspecify.annotations.NullMarked;
