/// `ops ips`: what would be published of live servers.
@NullMarked
package dev.nightshift.local.ops.ips;

import org.jspecify.annotations.NullMarked;
