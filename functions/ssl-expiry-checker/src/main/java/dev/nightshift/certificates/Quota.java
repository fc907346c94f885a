package dev.nightshift.certificates;

/// How many certificates a load balancer has besides the default ones, and may have.
///
/// @param name for people: `shop in eu-central-1`
/// @param listeners each with its number, for people
record Quota(String name, int used, int limit, String listeners) {
    private static final int NEAR_PERCENT = 80;

    /// Whether the limit is near. One that is exceeded was raised, and AWS does not say how far.
    boolean isNear() {
        return used <= limit && used * 100 >= limit * NEAR_PERCENT;
    }
}
