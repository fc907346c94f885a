package dev.nightshift.local.aws.policy;

/// What identity-based policies say to a request. Source: Policy evaluation logic, IAM User Guide.
public enum IamDecision {
    /// A statement allows it and none denies it.
    ALLOWED,
    /// A statement denies it, whatever else allows it.
    DENIED,
    /// No statement says anything about it.
    NOT_ALLOWED
}
