@NullMarked
package dev.nightshift.infra;

import org.jspecify.annotations.NullMarked;
