/// `ops bench`: what runs cost, as ratios to the tools people have today.
@NullMarked
package dev.nightshift.local.ops.bench;

import org.jspecify.annotations.NullMarked;
