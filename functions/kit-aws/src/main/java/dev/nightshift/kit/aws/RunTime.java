package dev.nightshift.kit.aws;

import java.time.Duration;

/// How the time of one run is divided: changes, then notifying and storing, and an alarm before the timeout ends it.
///
/// The alarm of a deployment and the pace of a function are both derived from here, so that a run that only waits for
/// AWS never raises the alarm.
public final class RunTime {
    /// What notifying and storing may take at the end of a run.
    public static final Duration RESERVE = Duration.ofSeconds(30);

    private static final int ALARM_PERCENT = 80;

    private RunTime() {}

    /// How long a run may take before the alarm goes off that it nearly ran out of time.
    ///
    /// @param timeout how long a run may take before Lambda ends it
    public static Duration alarmAfter(Duration timeout) {
        return timeout.multipliedBy(ALARM_PERCENT).dividedBy(100);
    }

    /// How long a run may make changes before it has to notify and store, so that Lambda does not end it.
    ///
    /// @param timeout how long a run may take before Lambda ends it
    public static Duration forChanges(Duration timeout) {
        return timeout.minus(RESERVE);
    }

    /// How long a run may wait for AWS's limits between changes. What it cannot do until then is left for the next run:
    /// it still has the time to notify and store before the alarm goes off.
    ///
    /// @param timeout how long a run may take before Lambda ends it
    public static Duration forPacing(Duration timeout) {
        return alarmAfter(timeout).minus(RESERVE);
    }
}
