package dev.nightshift.stopper.model;

import java.util.Optional;

/// Something that a person has to know, beside what is decided for an instance.
///
/// @param subject what it is about: an instance's id, a schedule's name, a place
/// @param instance the instance, if it is about one
/// @param urgency how often, and how loudly
/// @param text the end of a sentence, the same in every run while nothing changes
public record Finding(String subject, Optional<Instance> instance, Urgency urgency, String text) {
    /// How people are told.
    public enum Urgency {
        /// Once, when it begins.
        NOTE,
        /// When it begins, once a day while it lasts, and when it is over.
        PROBLEM,
        /// As a problem, but critical: a machine is down that should be up.
        CRITICAL
    }

    /// A problem of an instance.
    public static Finding of(Instance instance, String text) {
        return new Finding(instance.id(), Optional.of(instance), Urgency.PROBLEM, text);
    }

    /// A problem of something else.
    public static Finding of(String subject, String text) {
        return new Finding(subject, Optional.empty(), Urgency.PROBLEM, text);
    }

    /// Something about an instance that is told once.
    public static Finding note(Instance instance, String text) {
        return new Finding(instance.id(), Optional.of(instance), Urgency.NOTE, text);
    }

    /// A machine that is down and should be up.
    public static Finding critical(Instance instance, String text) {
        return new Finding(instance.id(), Optional.of(instance), Urgency.CRITICAL, text);
    }
}
