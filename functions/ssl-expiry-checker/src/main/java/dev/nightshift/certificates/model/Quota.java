package dev.nightshift.certificates.model;

/// How many certificates a load balancer has besides the default ones, and may have.
///
/// @param name for people: `shop in eu-central-1`
/// @param listeners each with its number, for people
public record Quota(String name, int used, int limit, String listeners) {
    private static final int NEAR_PERCENT = 80;

    /// Whether the limit is near. One that is exceeded was raised, and AWS does not say how far.
    public boolean isNear() {
        return used <= limit && used * 100 >= limit * NEAR_PERCENT;
    }
}
