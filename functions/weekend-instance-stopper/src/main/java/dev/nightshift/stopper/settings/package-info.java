/// The settings of the weekend stopper.
@NullMarked
package dev.nightshift.stopper.settings;

import org.jspecify.annotations.NullMarked;
