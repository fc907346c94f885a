/// When things run and when they are stopped: a schedule, read once, answers for any instant.
///
/// Pure: no clock, no default zone, no file. The page that goes with it is the module's README.
@NullMarked
package dev.nightshift.schedule;

import org.jspecify.annotations.NullMarked;
