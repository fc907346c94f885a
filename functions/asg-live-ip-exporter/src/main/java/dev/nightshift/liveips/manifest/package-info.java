/// What was published last, as an output's manifest keeps it.
@NullMarked
package dev.nightshift.liveips.manifest;

import org.jspecify.annotations.NullMarked;
