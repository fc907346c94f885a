/// Reads the inventory of certificates and probes endpoints; decides nothing.
@NullMarked
package dev.nightshift.certificates.look;

import org.jspecify.annotations.NullMarked;
