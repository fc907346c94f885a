/// Reads the file that an engineer edits, and turns what a function must not look up itself into plain dates.
@NullMarked
package dev.nightshift.site;

import org.jspecify.annotations.NullMarked;
