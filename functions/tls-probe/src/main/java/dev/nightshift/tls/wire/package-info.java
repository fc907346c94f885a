/// Connections that end at their deadline, and bounded reading from them.
@NullMarked
package dev.nightshift.tls.wire;

import org.jspecify.annotations.NullMarked;
