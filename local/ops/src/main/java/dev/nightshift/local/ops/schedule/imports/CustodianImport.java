package dev.nightshift.local.ops.schedule.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Cloud Custodian's `offhour` and `onhour` policies as schedules: one for what the policies say by themselves, and one
/// for each value of their tag.
///
/// Facts: c7n.filters.offhours, "Resource Scheduling Offhours".
final class CustodianImport {
    private final Imported imported = Imported.empty();

    private CustodianImport() {}

    static Imported of(CustodianPolicies policies) {
        CustodianImport importing = new CustodianImport();
        importing.imported.findings().addAll(policies.findings());
        Map<String, CustodianPair> pairs = new TreeMap<>();
        for (CustodianFilter filter : policies.filters()) {
            pairs.merge(filter.tag(), CustodianPair.of(filter), importing::both);
        }
        pairs.forEach((tag, pair) -> importing.add(tag, pair, policies.tags()));
        return importing.imported;
    }

    /// Two policies that read one tag: one stops and one starts.
    private CustodianPair both(CustodianPair known, CustodianPair added) {
        CustodianFilter filter = added.filters().getFirst();
        if (known.filters().stream().anyMatch(other -> other.isOff() == filter.isOff())) {
            lose(
                    filter,
                    filter.policy(),
                    "tag",
                    filter.tag(),
                    "another policy reads this tag and does the same; this one is left" + " out");
            return known;
        }
        return known.and(added);
    }

    private void add(String tag, CustodianPair pair, Set<CustodianPolicies.Tag> tags) {
        CustodianFilter first = pair.filters().getFirst();
        add(pair, tag, "", tag + " is empty or on");
        for (CustodianFilter filter : pair.filters()) {
            if (filter.optOut()) {
                lose(
                        filter,
                        tag,
                        "opt-out",
                        "true",
                        "here instances opt in: give those without the tag one that names this" + " schedule");
            }
            filter.fallback()
                    .ifPresent(value -> lose(
                            filter,
                            tag,
                            "fallback-schedule",
                            value,
                            "here instances opt in: give those" + " without the tag one that names the schedule "
                                    + slug(value)));
        }
        Set<String> values = new TreeSet<>();
        tags.stream().filter(one -> one.key().equals(tag)).forEach(one -> values.add(one.value()));
        pair.filters().forEach(filter -> filter.fallback().ifPresent(values::add));
        for (String value : values) {
            if (CustodianTag.isOptOut(value)) {
                imported.findings()
                        .add(Finding.note(
                                first.file(),
                                tag,
                                "tag",
                                value,
                                "opts out: an instance without our tag is" + " left alone"));
            } else if (!CustodianTag.isDefault(value)) {
                add(pair, slug(value), value, tag + " is " + value);
            }
        }
    }

    private void add(CustodianPair pair, String name, String value, String comment) {
        CustodianFilter first = pair.filters().getFirst();
        try {
            CustodianTag tag = CustodianTag.parse(value);
            WeekHours hours = new WeekHours(pair.hours(true, tag), pair.hours(false, tag));
            Map<String, Object> ours = new LinkedHashMap<>();
            ours.put("zone", pair.zone(tag));
            if (hours.isContradictory()) {
                throw new IllegalArgumentException("stops and starts in the same hour; expected different hours");
            }
            if (hours.on().isEmpty()) {
                ours.put("run", offOnly(hours.off()));
            } else if (hours.off().isEmpty()) {
                ours.put("start", hours.starts());
            } else {
                ours.put("stop", hours.windows());
                ours.put("startAll", true);
            }
            if (!hours.off().isEmpty() && pair.filters().stream().anyMatch(CustodianFilter::hibernate)) {
                ours.put("hibernate", true);
            }
            skipDays(pair, name, hours).ifPresent(holidays -> {
                imported.holidays().put(name, holidays);
                ours.put("holidays", name);
            });
            imported.comments().put(name, comment);
            imported.add(first.file(), name, ours);
        } catch (IllegalArgumentException e) {
            lose(
                    first,
                    name,
                    value.isEmpty() ? "policy" : "tag",
                    value.isEmpty() ? first.policy() : value,
                    e.getMessage() + "; left out");
        }
    }

    /// Stops that nothing starts again: no opinion before them.
    private static List<Map<String, Object>> offOnly(NavigableSet<Integer> off) {
        Map<Integer, SortedSet<Integer>> days = new TreeMap<>();
        Set<Integer> seen = new TreeSet<>();
        for (int hour : off) {
            if (hour % WeekHours.DAY == 0 || !seen.add(hour / WeekHours.DAY)) {
                throw new IllegalArgumentException(
                        "nothing starts what stops at midnight or twice a day; expected an onhour policy");
            }
            days.computeIfAbsent(hour % WeekHours.DAY, _ -> new TreeSet<>()).add(hour / WeekHours.DAY);
        }
        return days.entrySet().stream()
                .map(entry -> {
                    Map<String, Object> period = new LinkedHashMap<>();
                    period.put("days", WeekHours.days(entry.getValue()));
                    period.put("until", WeekHours.time(entry.getKey()));
                    return period;
                })
                .toList();
    }

    private Optional<Map<String, Object>> skipDays(CustodianPair pair, String name, WeekHours hours) {
        SkippedDays skipped = SkippedDays.of(hours, pair.skipDays(true), pair.skipDays(false));
        skipped.differs()
                .forEach((day, text) -> lose(pair.filters().getFirst(), name, "skip-days", day.toString(), text));
        return skipped.holidays();
    }

    private void lose(CustodianFilter filter, String name, String key, String value, String text) {
        imported.findings().add(Finding.loss(filter.file(), name, key, value, text));
    }

    /// A name for the schedule of a tag value: `off=(M-F,19);tz=pt` is `off-m-f-19-tz-pt`.
    private static String slug(String value) {
        return CustodianTag.normal(value)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
