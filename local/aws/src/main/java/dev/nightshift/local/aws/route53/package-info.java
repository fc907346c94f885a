/// Amazon Route 53.
@NullMarked
package dev.nightshift.local.aws.route53;

import org.jspecify.annotations.NullMarked;
