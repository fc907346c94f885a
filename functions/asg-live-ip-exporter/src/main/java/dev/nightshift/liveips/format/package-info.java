/// The formats that a list is written in.
@NullMarked
package dev.nightshift.liveips.format;

import org.jspecify.annotations.NullMarked;
