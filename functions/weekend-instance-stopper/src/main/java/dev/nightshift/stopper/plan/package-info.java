/// Decides which instances to stop and to start; pure and total.
@NullMarked
package dev.nightshift.stopper.plan;

import org.jspecify.annotations.NullMarked;
