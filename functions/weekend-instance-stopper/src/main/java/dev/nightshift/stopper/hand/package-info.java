/// Stops, starts and keeps instances on a person's command.
@NullMarked
package dev.nightshift.stopper.hand;

import org.jspecify.annotations.NullMarked;
