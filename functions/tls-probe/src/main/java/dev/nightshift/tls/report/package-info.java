/// Verdicts as a page for people and as JSON for machines.
@NullMarked
package dev.nightshift.tls.report;

import org.jspecify.annotations.NullMarked;
