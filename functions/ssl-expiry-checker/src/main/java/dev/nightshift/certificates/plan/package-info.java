/// Decides what is wrong with each certificate, from what was seen and an instant.
@NullMarked
package dev.nightshift.certificates.plan;

import org.jspecify.annotations.NullMarked;
