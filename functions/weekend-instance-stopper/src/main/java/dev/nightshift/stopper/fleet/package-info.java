/// Reads, stops and starts the instances of one account and region.
@NullMarked
package dev.nightshift.stopper.fleet;

import org.jspecify.annotations.NullMarked;
