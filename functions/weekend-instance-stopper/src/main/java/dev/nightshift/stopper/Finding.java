package dev.nightshift.stopper;

import java.util.Optional;

/// Something that a person has to know for as long as it lasts, beside what is decided for an instance.
///
/// @param subject what it is about: an instance's id, a schedule's name, a place
/// @param instance the instance, if it is about one
/// @param text the end of a sentence, the same in every run while nothing changes
record Finding(String subject, Optional<Instance> instance, String text) {
    static Finding of(Instance instance, String text) {
        return new Finding(instance.id(), Optional.of(instance), text);
    }

    static Finding of(String subject, String text) {
        return new Finding(subject, Optional.empty(), text);
    }
}
