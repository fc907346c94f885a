/// `ops schedule`: what a schedule says, and its picture.
@NullMarked
package dev.nightshift.local.ops.schedule;

import org.jspecify.annotations.NullMarked;
