/// The settings of the certificate checker.
@NullMarked
package dev.nightshift.certificates.settings;

import org.jspecify.annotations.NullMarked;
