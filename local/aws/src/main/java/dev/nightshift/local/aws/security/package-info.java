/// IAM, STS and KMS.
@NullMarked
package dev.nightshift.local.aws.security;

import org.jspecify.annotations.NullMarked;
