/// Instances, what people wrote on their tags, and what can go wrong with them.
@NullMarked
package dev.nightshift.stopper.model;

import org.jspecify.annotations.NullMarked;
