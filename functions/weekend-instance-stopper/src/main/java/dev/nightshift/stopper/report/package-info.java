/// Writes the reports and notices of a run, and remembers what was reported.
@NullMarked
package dev.nightshift.stopper.report;

import org.jspecify.annotations.NullMarked;
