/// Who calls, and what policies allow them.
@NullMarked
package dev.nightshift.local.aws.policy;

import org.jspecify.annotations.NullMarked;
