package dev.nightshift.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One run's metrics as a line in CloudWatch's embedded metric format.
///
/// The line has to reach standard output raw: through a logger under JSON logging it becomes an escaped message, and
/// no metric appears. Source: *Specification: Embedded metric format*, CloudWatch user guide.
public final class Metrics {
    /// The namespace of every function's metrics.
    public static final String NAMESPACE = "Nightshift";

    /// The one dimension: the function's name.
    public static final String DIMENSION = "Function";

    /// The metric that says that a run came to its end, even if it failed then: the alarm for missed runs watches it.
    public static final String RUNS = "Runs";

    /// The metric that says that a run also reached everything it should.
    public static final String COMPLETE = "Complete";

    private final String function;
    private final Instant at;
    private final Map<String, Number> values = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();

    /// @param at the metrics' timestamp: CloudWatch drops what is over two weeks old or two
    ///     hours ahead
    public Metrics(String function, Instant at) {
        this.function = function;
        this.at = at;
    }

    /// Adds a number of things, unit `Count`.
    public Metrics count(String name, long value) {
        return add(name, value, "Count");
    }

    /// Adds a measure whose unit is part of its name, such as `HoursSaved`: CloudWatch has no
    /// unit for hours.
    public Metrics measure(String name, double value) {
        return add(name, value, "None");
    }

    private Metrics add(String name, Number value, String unit) {
        values.put(name, value);
        units.put(name, unit);
        return this;
    }

    /// The line, without its end.
    public String line() {
        List<Object> metrics = new ArrayList<>();
        units.forEach((name, unit) -> metrics.add(ordered("Name", name, "Unit", unit)));
        Map<String, Object> directive =
                ordered("Namespace", NAMESPACE, "Dimensions", List.of(List.of(DIMENSION)), "Metrics", metrics);
        Map<String, Object> root = ordered(
                "_aws",
                ordered("Timestamp", at.toEpochMilli(), "CloudWatchMetrics", List.of(directive)),
                DIMENSION,
                function);
        root.putAll(values);
        return Json.write(root);
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
