/// Looks at groups, servers and tasks through the APIs of AWS; decides nothing.
@NullMarked
package dev.nightshift.liveips.look;

import org.jspecify.annotations.NullMarked;
