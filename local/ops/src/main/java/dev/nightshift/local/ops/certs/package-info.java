/// `ops certs`: looks at certificates from this machine.
@NullMarked
package dev.nightshift.local.ops.certs;

import org.jspecify.annotations.NullMarked;
