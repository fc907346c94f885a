package dev.nightshift.local.aws;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What EC2 refuses to do, and why.
final class Ec2Rules {
    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY_CHARACTERS = 128;
    private static final int MAX_VALUE_CHARACTERS = 256;

    private Ec2Rules() {}

    /// Stopping what is stopped already is fine.
    static void stop(Instance instance, boolean hibernate) {
        switch (instance.life().state()) {
            case STOPPED, STOPPING -> {}
            case PENDING -> throw Ec2Errors.neverRan(instance);
            case SHUTTING_DOWN, TERMINATED -> throw Ec2Errors.cannotBeStopped(instance);
            case RUNNING -> {
                if (instance.isSpot()) {
                    throw Ec2Errors.oneTimeSpot(instance);
                }
                if (!instance.hasEbsRoot()) {
                    throw Ec2Errors.noEbsRoot(instance);
                }
                if (instance.isStopProtected()) {
                    throw Ec2Errors.stopProtected(instance);
                }
                if (hibernate && !instance.canHibernate()) {
                    throw Ec2Errors.cannotHibernate(instance);
                }
            }
        }
    }

    /// Starting what runs already is fine.
    static void start(Instance instance, boolean hasCapacity) {
        switch (instance.life().state()) {
            case PENDING, RUNNING -> {}
            case STOPPING, SHUTTING_DOWN, TERMINATED -> throw Ec2Errors.cannotBeStarted(instance);
            case STOPPED -> {
                if (!hasCapacity) {
                    throw Ec2Errors.insufficientCapacity();
                }
            }
        }
    }

    /// Source: Tag restrictions, Amazon EC2 User Guide.
    static void tag(Instance instance, Map<String, String> tags) {
        tags.forEach(Ec2Rules::tag);
        Set<String> keys = new HashSet<>(instance.tags().keySet());
        keys.addAll(tags.keySet());
        keys.removeIf(key -> key.startsWith("aws:"));
        if (keys.size() > MAX_TAGS) {
            throw Ec2Errors.tooManyTags();
        }
    }

    private static void tag(String key, String value) {
        if (key.startsWith("aws:")) {
            throw Ec2Errors.invalid("Tag keys starting with 'aws:' are reserved for internal use");
        }
        if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS) {
            throw Ec2Errors.invalid("Tag keys must have 1 to 128 characters");
        }
        if (value.length() > MAX_VALUE_CHARACTERS) {
            throw Ec2Errors.invalid("Tag value exceeds the maximum length of 256 characters");
        }
    }
}
