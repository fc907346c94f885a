package dev.nightshift.local.aws.policy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Identity-based policies, evaluated as IAM does: an explicit deny wins, then an allow, else nothing is allowed.
///
/// It is exact for what it takes, and refuses everything else when it is read: `NotAction`, `NotResource`, principals,
/// policy variables, operators it does not know. Source: IAM JSON policy elements reference, IAM User Guide.
public final class IamPolicy {
    private final List<IamStatement> statements;

    private IamPolicy(List<IamStatement> statements) {
        this.statements = statements;
    }

    /// A policy document.
    ///
    /// @throws IllegalArgumentException naming what is not understood
    public static IamPolicy parse(String json) {
        try {
            return of(JSON.std.mapFrom(json));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a policy document: " + json, e);
        }
    }

    /// A policy document as a JSON reader gives it: maps, lists and scalars.
    ///
    /// @throws IllegalArgumentException naming what is not understood
    public static IamPolicy of(Map<?, ?> document) {
        return new IamPolicy(IamStatement.items(document.get("Statement")).stream()
                .map(IamStatement::of)
                .toList());
    }

    /// Both together, as a role with several policies.
    public IamPolicy and(IamPolicy other) {
        return new IamPolicy(
                Stream.concat(statements.stream(), other.statements.stream()).toList());
    }

    /// What the policies say to a request.
    public IamDecision decide(IamRequest request) {
        List<IamStatement> about = statements.stream()
                .filter(statement -> statement.isAbout(request))
                .toList();
        if (about.isEmpty()) {
            return IamDecision.NOT_ALLOWED;
        }
        return about.stream().allMatch(IamStatement::allows) ? IamDecision.ALLOWED : IamDecision.DENIED;
    }

    /// Whether the request is allowed.
    public boolean allows(IamRequest request) {
        return decide(request) == IamDecision.ALLOWED;
    }

    /// The actions and patterns of actions that some statement allows: `ec2:StopInstances`, `s3:Get*`.
    public List<String> allowedActions() {
        return statements.stream()
                .filter(IamStatement::allows)
                .flatMap(statement -> statement.actions().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
