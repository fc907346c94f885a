package dev.nightshift.local.aws;

import java.util.List;

/// EC2's refusals, in its own words where they are known: callers read ids out of them.
/// Source: Error codes for the Amazon EC2 API, Amazon EC2 API Reference.
final class Ec2Errors {
    private Ec2Errors() {}

    static AwsException throttled() {
        return new AwsException(503, "RequestLimitExceeded", "Request limit exceeded.");
    }

    static AwsException denied(String why) {
        return new AwsException(
                403, "UnauthorizedOperation", "You are not authorized to perform this operation. " + why);
    }

    static AwsException dryRun() {
        return new AwsException(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
    }

    static AwsException malformedId(String id) {
        return AwsException.badRequest("InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\"");
    }

    static AwsException noSuchInstances(List<String> ids) {
        return AwsException.badRequest(
                "InvalidInstanceID.NotFound",
                ids.size() == 1
                        ? "The instance ID '%s' does not exist".formatted(ids.getFirst())
                        : "The instance IDs '%s' do not exist".formatted(String.join(", ", ids)));
    }

    static AwsException missing(String parameter) {
        return AwsException.badRequest("MissingParameter", "The request must contain the parameter " + parameter);
    }

    static AwsException notTogether(String parameter, String other) {
        return AwsException.badRequest(
                "InvalidParameterCombination",
                "The parameter %s cannot be used with the parameter %s".formatted(parameter, other));
    }

    static AwsException invalid(String message) {
        return AwsException.badRequest("InvalidParameterValue", message);
    }

    static AwsException unknownFilter(String name) {
        return AwsException.unrecognized("InvalidParameterValue", "The filter '" + name + "' is not known here");
    }

    static AwsException tooManyTags() {
        return AwsException.badRequest(
                "TagLimitExceeded", "The resultant tag set must not have more than 50 user tags.");
    }

    static AwsException cannotBeStopped(Instance instance) {
        return AwsException.badRequest(
                "IncorrectInstanceState",
                "This instance '%s' is not in a state from which it can be stopped.".formatted(instance.id()));
    }

    static AwsException cannotBeStarted(Instance instance) {
        return AwsException.badRequest(
                "IncorrectInstanceState",
                "The instance '%s' is not in a state from which it can be started.".formatted(instance.id()));
    }

    static AwsException neverRan(Instance instance) {
        return AwsException.badRequest(
                "IncorrectInstanceState",
                "Instance '%s' cannot be stopped as it has never reached the 'running' state."
                        .formatted(instance.id()));
    }

    static AwsException stopProtected(Instance instance) {
        return AwsException.badRequest(
                "OperationNotPermitted",
                "The instance '%s' may not be stopped. Modify its 'disableApiStop' instance attribute and try again."
                        .formatted(instance.id()));
    }

    static AwsException oneTimeSpot(Instance instance) {
        return AwsException.badRequest(
                "UnsupportedOperation",
                ("You can't stop the Spot Instance '%s' because it is associated with a one-time Spot Instance request."
                                + " You can only stop Spot Instances associated with persistent Spot Instance requests.")
                        .formatted(instance.id()));
    }

    static AwsException noEbsRoot(Instance instance) {
        return AwsException.badRequest(
                "UnsupportedOperation",
                "The instance '%s' does not have an 'ebs' root device type and cannot be stopped."
                        .formatted(instance.id()));
    }

    static AwsException cannotHibernate(Instance instance) {
        return AwsException.badRequest(
                "UnsupportedHibernationConfiguration",
                "The following instance is not configured for hibernation: " + instance.id());
    }

    /// It names neither instance, type nor zone, and its status is that of a failure that passes.
    static AwsException insufficientCapacity() {
        return new AwsException(500, "InsufficientInstanceCapacity", "Insufficient capacity.");
    }
}
