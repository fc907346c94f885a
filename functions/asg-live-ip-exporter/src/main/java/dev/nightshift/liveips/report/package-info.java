/// Reports what a run did.
@NullMarked
package dev.nightshift.liveips.report;

import org.jspecify.annotations.NullMarked;
