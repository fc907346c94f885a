/// The Lambda runtime on this machine: the packaged functions under the runtime client of AWS.
@NullMarked
package dev.nightshift.local.ops.lambda;

import org.jspecify.annotations.NullMarked;
