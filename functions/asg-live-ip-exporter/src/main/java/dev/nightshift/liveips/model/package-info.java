/// What all rooms speak of: addresses, servers, groups, lines of a list, findings and reasons.
@NullMarked
package dev.nightshift.liveips.model;

import org.jspecify.annotations.NullMarked;
