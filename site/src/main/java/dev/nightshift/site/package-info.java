/// Reads site files: checks every function's settings, and turns what a function must not look up itself into plain
/// dates and names. Knows neither CDK nor the command line.
@NullMarked
package dev.nightshift.site;

import org.jspecify.annotations.NullMarked;
