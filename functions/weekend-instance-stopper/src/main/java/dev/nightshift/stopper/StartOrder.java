package dev.nightshift.stopper;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Which instances of a schedule come first: those with step 0 start first and stop last.
///
/// @param gap the time from one step to the next
/// @param highest the highest step in use, by schedule
record StartOrder(Duration gap, Map<String, Integer> highest) {
    /// The most steps that can be asked for.
    static final int MAX_STEP = 99;

    /// The order among these instances.
    static StartOrder of(StopperConfig config, List<Instance> instances) {
        Map<String, Integer> highest = new HashMap<>();
        for (Instance instance : instances) {
            highest.merge(instance.tag(config.tag()), step(instance).orElse(0), Math::max);
        }
        return new StartOrder(config.stepGap(), highest);
    }

    /// The step that the instance's tag gives; 0 without a tag, none for a value that is no step.
    static OptionalInt step(Instance instance) {
        String value =
                instance.tags().getOrDefault(StopperConfig.START_ORDER_TAG, "0").strip();
        return value.matches("\\d{1,2}") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    /// How long after its window's end the instance is started.
    Duration startDelay(Instance instance) {
        return gap.multipliedBy(step(instance).orElse(0));
    }

    /// How long after its window's start the instance is stopped: the order of starts, mirrored.
    Duration stopDelay(Instance instance, String schedule) {
        int last = highest.getOrDefault(schedule, 0);
        return gap.multipliedBy(last - step(instance).orElse(0));
    }
}
