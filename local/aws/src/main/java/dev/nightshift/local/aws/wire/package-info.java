/// How requests are read and answers are written, and the refusals that all services share.
@NullMarked
package dev.nightshift.local.aws.wire;

import org.jspecify.annotations.NullMarked;
