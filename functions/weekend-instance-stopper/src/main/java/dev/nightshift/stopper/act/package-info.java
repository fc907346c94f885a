/// Executes the plan of one account and region, and notes the outcomes.
@NullMarked
package dev.nightshift.stopper.act;

import org.jspecify.annotations.NullMarked;
