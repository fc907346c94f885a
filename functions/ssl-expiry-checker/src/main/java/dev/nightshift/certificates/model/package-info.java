/// Certificates that the accounts hold, and where they are served.
@NullMarked
package dev.nightshift.certificates.model;

import org.jspecify.annotations.NullMarked;
