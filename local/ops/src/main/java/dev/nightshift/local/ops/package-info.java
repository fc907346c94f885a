/// The command line `ops`, and the Lambda runtime on this machine.
@NullMarked
package dev.nightshift.local.ops;

import org.jspecify.annotations.NullMarked;
