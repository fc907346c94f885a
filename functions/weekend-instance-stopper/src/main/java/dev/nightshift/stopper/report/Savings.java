package dev.nightshift.stopper.report;

import dev.nightshift.stopper.act.Outcome.Kind;
import dev.nightshift.stopper.act.Run;
import dev.nightshift.stopper.plan.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The hours, and the money where prices are known, that a run's stops save until they are started again. What nothing
/// starts is not counted: how long somebody would have let it run is not known.
public final class Savings {
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

    private final Map<String, BigDecimal> pricesUsdPerHour;
    private final Map<String, Duration> byType = new TreeMap<>();
    private final Map<String, Integer> instances = new TreeMap<>();

    private Savings(Map<String, BigDecimal> pricesUsdPerHour) {
        this.pricesUsdPerHour = pricesUsdPerHour;
    }

    public static Savings of(Run run) {
        Savings savings = new Savings(run.config().pricesUsdPerHour());
        run.forEach((place, outcome) -> {
            if (outcome.kind() == Kind.STOPPED && outcome.verdict() instanceof Verdict.Stop stop) {
                run.resumes(stop).ifPresent(at -> {
                    String type = stop.instance().type();
                    savings.byType.merge(type, Duration.between(run.at(), at), Duration::plus);
                    savings.instances.merge(type, 1, Integer::sum);
                });
            }
        });
        return savings;
    }

    /// Instance hours.
    public double hours() {
        return byType.values().stream().mapToLong(Duration::toSeconds).sum() / 3_600.0;
    }

    /// US dollars, where the price of at least one type is known.
    Optional<BigDecimal> usd() {
        return byType.keySet().stream().map(this::usd).flatMap(Optional::stream).reduce(BigDecimal::add);
    }

    /// One row for each type: the type, how many instances, hours, dollars.
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        byType.forEach((type, time) -> rows.add(List.of(
                type,
                String.valueOf(instances.getOrDefault(type, 0)),
                hours(time.toSeconds() / 3_600.0),
                usd(type).map(Savings::dollars).orElse(""))));
        return rows;
    }

    public static String hours(double hours) {
        return String.format(Locale.ROOT, "%.1f h", hours);
    }

    static String dollars(BigDecimal usd) {
        return "$" + usd.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    private Optional<BigDecimal> usd(String type) {
        return Optional.ofNullable(pricesUsdPerHour.get(type))
                .map(price -> price.multiply(BigDecimal.valueOf(
                                byType.getOrDefault(type, Duration.ZERO).toSeconds()))
                        .divide(SECONDS_PER_HOUR, 6, RoundingMode.HALF_EVEN));
    }
}
