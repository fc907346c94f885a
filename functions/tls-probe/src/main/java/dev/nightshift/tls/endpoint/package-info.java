/// What to probe, as people write it: targets, their protocols and lists of them.
@NullMarked
package dev.nightshift.tls.endpoint;

import org.jspecify.annotations.NullMarked;
