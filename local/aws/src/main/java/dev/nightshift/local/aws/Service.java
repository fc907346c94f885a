package dev.nightshift.local.aws;

import dev.nightshift.local.aws.Node.Fields;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What a service has in one place, and what it can be asked for.
interface Service {
    /// Makes the empty service of a place.
    @FunctionalInterface
    interface Factory {
        Service in(Place place, InstantSource clock);
    }

    /// One operation.
    ///
    /// @param parameters all that is known of it, as AWS's documentation writes them, `Filter.N.Name`
    /// @param asks what the caller must be allowed to do
    /// @param answer carries it out
    record Operation(
            Set<String> parameters, Function<Parameters, List<IamRequest>> asks, Function<Parameters, Fields> answer) {}

    /// By name.
    Map<String, Operation> operations();

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
