/// Decides which lines a list has, and what becomes of each destination; pure.
@NullMarked
package dev.nightshift.liveips.plan;

import org.jspecify.annotations.NullMarked;
