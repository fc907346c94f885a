/// Publishes the addresses of the live servers of Auto Scaling groups, so that no reader is ever harmed.
@NullMarked
package dev.nightshift.liveips;

import org.jspecify.annotations.NullMarked;
