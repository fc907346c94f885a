/// What Log4j's API writes to in Lambda.
@NullMarked
package dev.nightshift.logging;

import org.jspecify.annotations.NullMarked;
