package dev.nightshift.local.aws.security;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.policy.Principals;
import dev.nightshift.local.aws.policy.Role;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who calls, and credentials for the roles that were registered.
///
/// Source: AssumeRole and GetCallerIdentity, AWS Security Token Service API Reference.
public final class Sts implements Service {
    private static final String NAME = "[\\w+=,.@-]{2,64}";

    private final Principals principals;

    public Sts(Principals principals) {
        this.principals = principals;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "AssumeRole",
                new Operation(
                        Set.of("RoleArn", "RoleSessionName", "ExternalId"),
                        asked -> List.of(request(asked)),
                        this::assumeRole),
                "GetCallerIdentity",
                new Operation(Set.of(), asked -> List.of(), (caller, asked) -> identity(caller)));
    }

    /// To be told who one is needs no permission: GetCallerIdentity, the same reference.
    @Override
    public Set<String> actions() {
        return Set.of("AssumeRole");
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }

    private static IamRequest request(Parameters asked) {
        return IamRequest.of("sts:AssumeRole", asked.textOrEmpty("RoleArn"))
                .with("sts:ExternalId", asked.text("ExternalId").stream().toList())
                .with("sts:RoleSessionName", List.of(asked.textOrEmpty("RoleSessionName")));
    }

    private static Fields identity(Principal caller) {
        if (caller.equals(Principal.NOBODY)) {
            throw new AwsException(
                    403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        }
        return Fields.empty()
                .put("Arn", caller.arn())
                .put("UserId", "AIDAEMBEDDED")
                .put("Account", caller.account());
    }

    /// That there is no such role is nobody's business either.
    private Fields assumeRole(Principal caller, Parameters asked) {
        String arn = asked.textOrEmpty("RoleArn");
        String name = asked.textOrEmpty("RoleSessionName");
        if (!name.matches(NAME)) {
            throw AwsException.badRequest(
                    "ValidationError",
                    "1 validation error detected: Value '%s' at 'roleSessionName' failed to satisfy constraint"
                            .formatted(name));
        }
        Role role = principals
                .role(arn)
                .filter(each -> each.trust().allows(caller, request(asked)))
                .orElseThrow(() -> denied("User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                        .formatted(caller.arn(), arn)));
        String session = "arn:aws:sts::%s:assumed-role/%s/%s".formatted(role.account(), role.name(), name);
        Principal principal = new Principal(role.account(), session, Optional.of(role.policy()));
        // Clients compare it with the real clock.
        Instant expiration = InstantSource.system().instant().plus(Duration.ofHours(1));
        return Fields.empty()
                .put(
                        "Credentials",
                        Fields.empty()
                                .put("AccessKeyId", principals.keyOf("ASIA", principal))
                                .put("SecretAccessKey", "no-secret")
                                .put("SessionToken", "no-token")
                                .put("Expiration", expiration))
                .put(
                        "AssumedRoleUser",
                        Fields.empty()
                                .put("AssumedRoleId", "AROAEMBEDDED:" + name)
                                .put("Arn", session));
    }
}
