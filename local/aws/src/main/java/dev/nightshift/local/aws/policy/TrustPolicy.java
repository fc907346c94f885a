package dev.nightshift.local.aws.policy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who may assume a role. Principals that are AWS services are nobody here.
///
/// Source: AWS JSON policy elements: Principal, IAM User Guide.
public final class TrustPolicy {
    private record Trust(List<String> principals, IamStatement statement) {
        boolean isAbout(Principal caller, IamRequest request) {
            return principals.stream().anyMatch(principal -> names(principal, caller)) && statement.isAbout(request);
        }

        /// An account's number or root names everybody in it.
        private static boolean names(String principal, Principal caller) {
            return principal.equals("*")
                    || principal.equals(caller.account())
                    || principal.matches("arn:[^:]+:iam::" + caller.account() + ":root")
                    || principal.equals(caller.roleArn())
                    || principal.equals(caller.arn());
        }
    }

    private final List<Trust> trusts;

    private TrustPolicy(List<Trust> trusts) {
        this.trusts = trusts;
    }

    /// A policy document.
    ///
    /// @throws IllegalArgumentException naming what is not understood
    public static TrustPolicy parse(String json) {
        try {
            return of(JSON.std.mapFrom(json));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a policy document: " + json, e);
        }
    }

    /// A policy document as a JSON reader gives it: maps, lists and scalars.
    ///
    /// @throws IllegalArgumentException naming what is not understood
    public static TrustPolicy of(Map<?, ?> document) {
        List<Trust> trusts = new ArrayList<>();
        for (Object each : IamStatement.items(document.get("Statement"))) {
            if (!(each instanceof Map<?, ?> statement && statement.get("Principal") instanceof Map<?, ?> principal)) {
                throw new IllegalArgumentException("a trust needs a Principal with a kind: " + each);
            }
            Map<Object, Object> rest = new LinkedHashMap<>(statement);
            rest.remove("Principal");
            rest.put("Resource", "*");
            List<String> names = principal.containsKey("AWS") ? IamStatement.texts(principal.get("AWS")) : List.of();
            trusts.add(new Trust(names, IamStatement.of(rest)));
        }
        return new TrustPolicy(List.copyOf(trusts));
    }

    /// Whether a caller whose own policy allows this request may make it here.
    public boolean allows(Principal caller, IamRequest request) {
        IamRequest withCaller = request.with("aws:PrincipalArn", List.of(caller.roleArn()))
                .with("aws:PrincipalAccount", List.of(caller.account()));
        List<Trust> about = trusts.stream()
                .filter(trust -> trust.isAbout(caller, withCaller))
                .toList();
        return !about.isEmpty()
                && about.stream().allMatch(trust -> trust.statement().allows());
    }
}
