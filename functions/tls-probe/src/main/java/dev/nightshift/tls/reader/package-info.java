/// Reading a server's first flight where the JDK refuses to speak with it.
@NullMarked
package dev.nightshift.tls.reader;

import org.jspecify.annotations.NullMarked;
