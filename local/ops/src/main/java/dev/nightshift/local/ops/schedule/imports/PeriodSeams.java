package dev.nightshift.local.ops.schedule.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The seams between running periods that Instance Scheduler joins: where one ends and another begins a minute later,
/// nothing stops for that minute ("Period reference", "Adjacent running periods").
final class PeriodSeams {
    private PeriodSeams() {}

    /// The periods as ours, with a period for each seam.
    ///
    /// @param lose is told the key and why a seam cannot be joined
    static List<Map<String, Object>> joined(List<ImportedPeriod> periods, BiConsumer<String, String> lose) {
        List<Map<String, Object>> ours = new ArrayList<>();
        for (ImportedPeriod period : periods) {
            if (!period.isEmpty()) {
                ours.add(period.tree());
            }
        }
        for (ImportedPeriod before : periods) {
            for (ImportedPeriod after : periods) {
                seam(before, after).ifPresent(minute -> {
                    Optional<PeriodDays> days = (minute == 0 ? before.days().next() : Optional.of(before.days()))
                            .flatMap(found -> found.and(after.days()));
                    if (days.isEmpty()) {
                        lose.accept(
                                "periods",
                                "nothing runs in the minute from %s between %s and %s; make them meet"
                                        .formatted(ImportedPeriod.time(minute), before.name(), after.name()));
                    } else if (!days.get().isEmpty()) {
                        ours.add(tree(days.get(), minute));
                    }
                });
            }
        }
        return ours;
    }

    /// The minute between the two, if that is all there is between them.
    private static Optional<Integer> seam(ImportedPeriod before, ImportedPeriod after) {
        if (before.isEmpty() || after.isEmpty() || after.begin().isEmpty()) {
            return Optional.empty();
        }
        int begin = after.begin().get();
        if (before.end().isEmpty() && begin == 1) {
            return Optional.of(0);
        }
        return before.begin().isPresent()
                        && before.end().isPresent()
                        && before.end().get() + 1 == begin
                ? before.end()
                : Optional.empty();
    }

    private static Map<String, Object> tree(PeriodDays days, int minute) {
        Map<String, Object> tree = new LinkedHashMap<>(days.selectors());
        tree.put("from", ImportedPeriod.time(minute));
        tree.put("until", ImportedPeriod.time(minute + 1));
        return tree;
    }
}
