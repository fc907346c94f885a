package dev.nightshift.local.aws.policy;

/// A role that those whom it trusts may assume.
///
/// @param account twelve digits
/// @param policy what it may do
public record Role(String account, String name, IamPolicy policy, TrustPolicy trust) {
    /// As calls name it.
    public String arn() {
        return "arn:aws:iam::%s:role/%s".formatted(account, name);
    }
}
