/// What one run remembers for the next.
@NullMarked
package dev.nightshift.certificates.state;

import org.jspecify.annotations.NullMarked;
