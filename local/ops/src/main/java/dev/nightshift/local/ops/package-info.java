/// The command line `ops`.
@NullMarked
package dev.nightshift.local.ops;

import org.jspecify.annotations.NullMarked;
