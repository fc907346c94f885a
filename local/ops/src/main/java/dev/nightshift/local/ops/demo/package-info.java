/// The functions at work on a simulated clock.
@NullMarked
package dev.nightshift.local.ops.demo;

import org.jspecify.annotations.NullMarked;
