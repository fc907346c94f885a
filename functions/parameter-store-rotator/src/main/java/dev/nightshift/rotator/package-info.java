/// Rotates secrets that are kept in Parameter Store, safely against crashes at any point.
@NullMarked
package dev.nightshift.rotator;

import org.jspecify.annotations.NullMarked;
