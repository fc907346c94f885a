/// What the functions share of AWS.
@NullMarked
package dev.nightshift.kit.aws;

import org.jspecify.annotations.NullMarked;
