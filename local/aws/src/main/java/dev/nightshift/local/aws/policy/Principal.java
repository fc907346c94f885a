package dev.nightshift.local.aws.policy;

import dev.nightshift.local.aws.wire.AwsException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Who calls with an access key.
///
/// @param account twelve digits
/// @param arn what refusals name
/// @param policy what it may do; everything when there is none
public record Principal(String account, String arn, Optional<IamPolicy> policy) {
    /// Whoever calls with an access key that is inactive or deleted.
    public static final Principal NOBODY = new Principal("", "", Optional.of(IamPolicy.parse("{\"Statement\": []}")));

    /// One who may do everything.
    public static Principal unrestricted(String account) {
        return new Principal(account, "arn:aws:iam::" + account + ":root", Optional.empty());
    }

    /// A function under its role.
    public static Principal role(String account, String role, IamPolicy policy) {
        return new Principal(
                account, "arn:aws:sts::" + account + ":assumed-role/" + role + "/local", Optional.of(policy));
    }

    /// The ARN of the role, for somebody under one; else the caller's own.
    /// Source: IAM identifiers, "unique identifiers of assumed roles", IAM User Guide.
    String roleArn() {
        return arn.replaceFirst("^(arn:[^:]+):sts::(\\d{12}):assumed-role/([^/]+)/.*$", "$1:iam::$2:role/$3");
    }

    /// Refuses, in the service's way, unless all of it is allowed. Source: Access denied error
    /// message examples, IAM User Guide.
    public void mustBeAllowed(List<IamRequest> requests, Function<String, AwsException> denied) {
        if (policy.isEmpty()) {
            return;
        }
        for (IamRequest request : requests) {
            String reason = switch (policy.get().decide(request)) {
                case ALLOWED -> "";
                case DENIED -> "with an explicit deny in an identity-based policy";
                case NOT_ALLOWED -> "because no identity-based policy allows the %s action".formatted(request.action());
            };
            if (!reason.isEmpty()) {
                throw denied.apply("User: %s is not authorized to perform: %s on resource: %s %s"
                        .formatted(arn, request.action(), request.resource(), reason));
            }
        }
    }
}
