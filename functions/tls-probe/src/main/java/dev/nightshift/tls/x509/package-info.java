/// Certificates, curves and signatures that the JDK does not read.
@NullMarked
package dev.nightshift.tls.x509;

import org.jspecify.annotations.NullMarked;
