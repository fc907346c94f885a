package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.wire.AwsException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What EC2 refuses to do with an instance, in its own words where they are known: callers read ids out of them.
/// Source: Error codes for the Amazon EC2 API, Amazon EC2 API Reference.
final class Ec2Rules {
    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY_CHARACTERS = 128;
    private static final int MAX_VALUE_CHARACTERS = 256;

    private Ec2Rules() {}

    /// Stopping what is stopped already is fine.
    static void stop(Instance instance, boolean hibernate) {
        switch (instance.life().state()) {
            case STOPPED, STOPPING -> {}
            case PENDING ->
                throw refused(
                        "IncorrectInstanceState",
                        "Instance '%s' cannot be stopped as it has never reached the 'running' state.",
                        instance);
            case SHUTTING_DOWN, TERMINATED ->
                throw refused(
                        "IncorrectInstanceState",
                        "This instance '%s' is not in a state from which it can be stopped.",
                        instance);
            case RUNNING -> stopRunning(instance, hibernate);
        }
    }

    private static void stopRunning(Instance instance, boolean hibernate) {
        if (instance.isSpot()) {
            throw refused(
                    "UnsupportedOperation",
                    "You can't stop the Spot Instance '%s' because it is associated with a one-time Spot Instance"
                            + " request. You can only stop Spot Instances associated with persistent Spot Instance"
                            + " requests.",
                    instance);
        }
        if (!instance.hasEbsRoot()) {
            throw refused(
                    "UnsupportedOperation",
                    "The instance '%s' does not have an 'ebs' root device type and cannot be stopped.",
                    instance);
        }
        if (instance.isStopProtected()) {
            throw refused(
                    "OperationNotPermitted",
                    "The instance '%s' may not be stopped. Modify its 'disableApiStop' instance attribute and try"
                            + " again.",
                    instance);
        }
        if (hibernate && !instance.canHibernate()) {
            throw refused(
                    "UnsupportedHibernationConfiguration",
                    "The following instance is not configured for hibernation: %s",
                    instance);
        }
    }

    /// Starting what runs already is fine. That there is no capacity is said without an id, and with the status of a
    /// failure that passes.
    static void start(Instance instance, boolean hasCapacity) {
        switch (instance.life().state()) {
            case PENDING, RUNNING -> {}
            case STOPPING, SHUTTING_DOWN, TERMINATED ->
                throw refused(
                        "IncorrectInstanceState",
                        "The instance '%s' is not in a state from which it can be started.",
                        instance);
            case STOPPED -> {
                if (!hasCapacity) {
                    throw new AwsException(500, "InsufficientInstanceCapacity", "Insufficient capacity.");
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
            throw AwsException.badRequest(
                    "TagLimitExceeded", "The resultant tag set must not have more than 50 user tags.");
        }
    }

    private static void tag(String key, String value) {
        if (key.startsWith("aws:")) {
            throw invalid("Tag keys starting with 'aws:' are reserved for internal use");
        }
        if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS) {
            throw invalid("Tag keys must have 1 to 128 characters");
        }
        if (value.length() > MAX_VALUE_CHARACTERS) {
            throw invalid("Tag value exceeds the maximum length of 256 characters");
        }
    }

    static AwsException invalid(String message) {
        return AwsException.badRequest("InvalidParameterValue", message);
    }

    private static AwsException refused(String code, String message, Instance instance) {
        return AwsException.badRequest(code, message.formatted(instance.id()));
    }
}
