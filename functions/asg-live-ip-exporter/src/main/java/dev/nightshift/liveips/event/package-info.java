/// Events that say that something changed, and the outputs that they concern.
@NullMarked
package dev.nightshift.liveips.event;

import org.jspecify.annotations.NullMarked;
