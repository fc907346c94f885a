/// Looks at certificates before they expire, and tells people once, clearly and in time.
@NullMarked
package dev.nightshift.certificates;

import org.jspecify.annotations.NullMarked;
