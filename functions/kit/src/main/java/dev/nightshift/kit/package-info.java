/// What every function shares and AWS has no part in.
@NullMarked
package dev.nightshift.kit;

import org.jspecify.annotations.NullMarked;
