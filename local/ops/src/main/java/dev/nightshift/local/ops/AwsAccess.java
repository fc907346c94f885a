package dev.nightshift.local.ops;

import java.util.Optional;

/// Whose AWS a function talks to.
///
/// @param region for example `eu-central-1`
/// @param account twelve digits
/// @param sessionToken absent for a user's long-term keys
record AwsAccess(
        String region, String account, String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
    /// Access to nothing but what listens on this machine.
    static AwsAccess local(String region, String account) {
        return new AwsAccess(region, account, "AKIAIOSFODNN7EXAMPLE", "local", Optional.of("local"));
    }

    /// Never the keys: this may be printed.
    @Override
    public String toString() {
        return "account " + account + " in " + region;
    }
}
