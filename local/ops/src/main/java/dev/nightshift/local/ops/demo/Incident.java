package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Fault;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/// Something that happens to the made-up fleet during the weekend without the function's doing.
///
/// @param local when, on the clocks of the fleet's zone
/// @param what in words
/// @param action what it does
record Incident(LocalDateTime local, String what, Runnable action) {
    private static final LocalDateTime NOT_DELIVERED = LocalDateTime.of(2026, 10, 23, 18, 0);
    private static final LocalDateTime DELIVERED_TWICE = LocalDateTime.of(2026, 10, 26, 8, 0);

    /// When, as an instant.
    Instant at(ZoneId zone) {
        return local.atZone(zone).toInstant();
    }

    /// How often the run that is due then is delivered: EventBridge Scheduler promises at least once, and can be late.
    static int deliveries(LocalDateTime due) {
        if (due.equals(NOT_DELIVERED)) {
            return 0;
        }
        return due.equals(DELIVERED_TWICE) ? 2 : 1;
    }

    /// All of them, in order.
    static List<Incident> of(DemoFleet fleet, LocalAws aws) {
        return List.of(
                friday(17, 10, "Chiara stops dev-chiara and goes home", fleet.named("dev-chiara")::stop),
                friday(18, 0, "the run due now is not delivered: the next one catches up", () -> {}),
                friday(
                        18,
                        14,
                        "EC2 begins to throttle",
                        () -> aws.faults()
                                .on("ec2", "DescribeInstances")
                                .first(2)
                                .with(new Fault.Throttled())),
                saturday(10, 40, "Anna has an idea and starts dev-anna", fleet.named("dev-anna")::start),
                saturday(11, 5, "Emeka starts dev-emeka and lets it run", fleet.named("dev-emeka")::start),
                saturday(15, 20, "Anna is done and stops dev-anna again", fleet.named("dev-anna")::stop),
                sunday(3, 0, "the clocks went back in the night: this weekend has 63 hours", () -> {}),
                monday(
                        7,
                        50,
                        "there is no room for lab-1 and lab-2 in the second account's zone",
                        () -> aws.ec2(DemoFleet.SECOND_ACCOUNT, DemoFleet.REGION)
                                .runsOutOf("c7g.2xlarge", DemoFleet.REGION + "a")),
                monday(
                        7,
                        55,
                        "somebody disables the key of the volumes of reports",
                        () -> fleet.named("reports").failsToStart("Client.InternalError", "Client error on launch")),
                monday(8, 0, "the run due now is delivered twice; in Vienna it is a holiday", () -> {}),
                monday(8, 25, "Ben stops dev-ben: he is on holiday", fleet.named("dev-ben")::stop),
                monday(
                        8,
                        35,
                        "there is room again",
                        () -> aws.ec2(DemoFleet.SECOND_ACCOUNT, DemoFleet.REGION)
                                .hasAgain("c7g.2xlarge", DemoFleet.REGION + "a")),
                monday(8, 40, "the key is enabled again", fleet.named("reports")::startsAgain));
    }

    private static Incident friday(int hour, int minute, String what, Runnable action) {
        return new Incident(LocalDateTime.of(2026, 10, 23, hour, minute), what, action);
    }

    private static Incident saturday(int hour, int minute, String what, Runnable action) {
        return new Incident(LocalDateTime.of(2026, 10, 24, hour, minute), what, action);
    }

    private static Incident sunday(int hour, int minute, String what, Runnable action) {
        return new Incident(LocalDateTime.of(2026, 10, 25, hour, minute), what, action);
    }

    private static Incident monday(int hour, int minute, String what, Runnable action) {
        return new Incident(LocalDateTime.of(2026, 10, 26, hour, minute), what, action);
    }
}
