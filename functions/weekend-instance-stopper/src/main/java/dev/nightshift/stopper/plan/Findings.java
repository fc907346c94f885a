package dev.nightshift.stopper.plan;

import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.UntilTag;
import dev.nightshift.stopper.settings.Policy;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Looks for what is wrong and yet stops nothing from being decided.
public final class Findings {
    /// How long before the last known holiday people are told that more dates are wanted.
    static final int HOLIDAY_NOTICE_DAYS = 60;

    private Findings() {}

    /// What is wrong with the tags of these instances.
    public static List<Finding> ofTags(StopperConfig config, List<Instance> instances, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (Instance instance : instances) {
            if (config.policies().get(config.scheduleOf(instance)) instanceof Reading.Good<Policy>(Policy policy)) {
                for (UntilTag tag : UntilTag.values()) {
                    tag.finding(instance, policy.schedule().zone(), now).ifPresent(findings::add);
                }
                if (StartOrder.step(instance).isEmpty()) {
                    findings.add(Finding.of(
                            instance,
                            "its tag " + StopperConfig.START_ORDER_TAG + " is \""
                                    + instance.tag(StopperConfig.START_ORDER_TAG)
                                    + "\"; expected a whole number from 0 to " + StartOrder.MAX_STEP));
                }
            }
        }
        return findings;
    }

    /// Which schedules will soon know no more holidays.
    public static List<Finding> ofHolidays(StopperConfig config, Instant now) {
        List<Finding> findings = new ArrayList<>();
        config.policies().forEach((name, reading) -> {
            if (reading instanceof Reading.Good<Policy>(Policy policy)) {
                Schedule schedule = policy.schedule();
                LocalDate soon = LocalDate.ofInstant(now, schedule.zone()).plusDays(HOLIDAY_NOTICE_DAYS);
                schedule.holidays()
                        .knownUntil()
                        .filter(last -> !soon.isBefore(last))
                        .ifPresent(last -> findings.add(Finding.of(
                                "schedule " + name,
                                "its holidays are known until " + last + ": add the years after it and deploy")));
            }
        });
        return findings;
    }
}
