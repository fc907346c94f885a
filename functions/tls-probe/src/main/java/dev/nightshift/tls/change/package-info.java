/// What a certificate has lost, compared with those that were served before it.
@NullMarked
package dev.nightshift.tls.change;

import org.jspecify.annotations.NullMarked;
