/// Amazon SNS.
@NullMarked
package dev.nightshift.local.aws.sns;

import org.jspecify.annotations.NullMarked;
