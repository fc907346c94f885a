/// Certificates in files and key stores.
@NullMarked
package dev.nightshift.local.ops.certs.files;

import org.jspecify.annotations.NullMarked;
