/// What every command shares: exit statuses, failures, progress, tables.
@NullMarked
package dev.nightshift.local.ops.terminal;

import org.jspecify.annotations.NullMarked;
