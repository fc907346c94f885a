package dev.nightshift.liveips.model;

/// Why a server is not live.
///
/// @param text the end of a sentence that begins with the server
public record Reason(Evidence evidence, String text) {
    /// Who says so.
    public enum Evidence {
        /// EC2, of a task ECS: the machine itself is not there, not up or has no such address.
        EC2,
        /// Its group, which set this lifecycle state itself.
        LIFECYCLE,
        /// Its group's opinion of its health or membership, or the settings that no longer name its group.
        GROUP,
        /// A target group's health checks.
        TARGET_GROUP,
        /// EC2 shows the machine without such an address, which may be late or incomplete.
        ADDRESS,
        /// Nobody: it was not seen, or could not be. Enough to leave out what was never published,
        /// never to remove.
        NONE
    }

    /// Whether it justifies a removal.
    public boolean isPositive() {
        return evidence != Evidence.NONE;
    }

    /// Whether it is more than hearsay: believed at the first complete look.
    public boolean isEvidence() {
        return evidence == Evidence.EC2 || evidence == Evidence.LIFECYCLE;
    }

    public static Reason lifecycle(String text) {
        return new Reason(Evidence.LIFECYCLE, text);
    }

    public static Reason address(String text) {
        return new Reason(Evidence.ADDRESS, text);
    }

    public static Reason ec2(String text) {
        return new Reason(Evidence.EC2, text);
    }

    public static Reason group(String text) {
        return new Reason(Evidence.GROUP, text);
    }

    public static Reason targetGroup(String text) {
        return new Reason(Evidence.TARGET_GROUP, text);
    }

    public static Reason none(String text) {
        return new Reason(Evidence.NONE, text);
    }
}
