package dev.nightshift.liveips;

/// Why a server is not live.
///
/// @param text the end of a sentence that begins with the server
record Reason(Evidence evidence, String text) {
    /// Who says so.
    enum Evidence {
        /// EC2: the machine itself is not there, not up or has no such address.
        EC2,
        /// Its group, or the settings that no longer name its group.
        GROUP,
        /// A target group's health checks.
        TARGET_GROUP,
        /// Nobody: it was not seen, or could not be. Enough to leave out what was never published,
        /// never to remove.
        NONE
    }

    /// Whether it justifies a removal.
    boolean isPositive() {
        return evidence != Evidence.NONE;
    }

    static Reason ec2(String text) {
        return new Reason(Evidence.EC2, text);
    }

    static Reason group(String text) {
        return new Reason(Evidence.GROUP, text);
    }

    static Reason targetGroup(String text) {
        return new Reason(Evidence.TARGET_GROUP, text);
    }

    static Reason none(String text) {
        return new Reason(Evidence.NONE, text);
    }
}
