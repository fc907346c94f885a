/// From what was seen and an instant to verdicts: pure and total.
@NullMarked
package dev.nightshift.tls.verdict;

import org.jspecify.annotations.NullMarked;
