/// `ops schedule` and `ops import`: what a schedule says, drawn, and where it comes from.
@NullMarked
package dev.nightshift.local.ops.schedule;

import org.jspecify.annotations.NullMarked;
