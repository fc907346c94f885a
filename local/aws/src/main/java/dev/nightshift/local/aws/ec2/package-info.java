/// Amazon EC2 and Auto Scaling.
@NullMarked
package dev.nightshift.local.aws.ec2;

import org.jspecify.annotations.NullMarked;
