/// Stops EC2 instances for their stop windows, starts them again, and tells people.
@NullMarked
package dev.nightshift.stopper;

import org.jspecify.annotations.NullMarked;
