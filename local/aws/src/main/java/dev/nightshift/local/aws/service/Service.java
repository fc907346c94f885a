package dev.nightshift.local.aws.service;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What a service has in one place, and what it can be asked for.
public interface Service {
    /// Carries out an operation for a caller who may ask for it.
    @FunctionalInterface
    interface Answer {
        Fields to(Principal caller, Parameters asked);
    }

    /// One operation.
    ///
    /// @param parameters all that is known of it, as AWS's documentation writes them, `Filter.N.Name`
    /// @param asks what the caller must be allowed to do
    record Operation(Set<String> parameters, Function<Parameters, List<IamRequest>> asks, Answer answer) {
        /// One that answers everybody in the same way.
        public Operation(
                Set<String> parameters,
                Function<Parameters, List<IamRequest>> asks,
                Function<Parameters, Fields> answer) {
            this(parameters, asks, (caller, asked) -> answer.apply(asked));
        }
    }

    /// By name.
    Map<String, Operation> operations();

    /// The IAM actions that its operations need, without the service's prefix.
    default Set<String> actions() {
        return operations().keySet();
    }

    /// How it writes.
    default Wire wire() {
        return Wire.QUERY;
    }

    /// The refusal when too many calls come in.
    default AwsException throttled() {
        return AwsException.badRequest("Throttling", "Rate exceeded");
    }

    /// The refusal of a caller who may not do this.
    ///
    /// @param why the caller, the action, the resource and the policy that decided, in AWS's words
    default AwsException denied(String why) {
        return new AwsException(403, "AuthorizationError", why);
    }
}
