/// Publishes what was decided about one output, and records it.
@NullMarked
package dev.nightshift.liveips.act;

import org.jspecify.annotations.NullMarked;
