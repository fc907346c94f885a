/// The CDK app: what a site file says becomes one stack.
@NullMarked
package dev.nightshift.infra;

import org.jspecify.annotations.NullMarked;
