/// Amazon S3.
@NullMarked
package dev.nightshift.local.aws.s3;

import org.jspecify.annotations.NullMarked;
