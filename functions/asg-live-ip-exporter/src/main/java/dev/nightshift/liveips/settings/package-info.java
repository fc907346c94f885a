/// The settings: outputs with their sources, destinations and guard, as they are read.
@NullMarked
package dev.nightshift.liveips.settings;

import org.jspecify.annotations.NullMarked;
