/// Chooses what is new, and writes the messages about it.
@NullMarked
package dev.nightshift.certificates.report;

import org.jspecify.annotations.NullMarked;
