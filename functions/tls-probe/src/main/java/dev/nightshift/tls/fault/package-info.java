/// What can be wrong with an endpoint, and how much it matters.
@NullMarked
package dev.nightshift.tls.fault;

import org.jspecify.annotations.NullMarked;
