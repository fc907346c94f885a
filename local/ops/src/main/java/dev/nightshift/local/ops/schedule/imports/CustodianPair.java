package dev.nightshift.local.ops.schedule.imports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The policies that read one tag: one that stops, one that starts, or both.
record CustodianPair(List<CustodianFilter> filters) {
    static CustodianPair of(CustodianFilter filter) {
        return new CustodianPair(List.of(filter));
    }

    CustodianPair and(CustodianPair other) {
        List<CustodianFilter> both = new ArrayList<>(filters);
        both.addAll(other.filters);
        return new CustodianPair(both);
    }

    /// When instances with the tag are stopped, or started: never without a policy that does it.
    NavigableSet<Integer> hours(boolean off, CustodianTag tag) {
        Optional<NavigableSet<Integer>> own = off ? tag.off() : tag.on();
        return filter(off).map(filter -> own.orElse(filter.hours())).orElseGet(TreeSet::new);
    }

    /// The days on which nothing is stopped, or started.
    SortedSet<LocalDate> skipDays(boolean off) {
        return filter(off).map(CustodianFilter::skipDays).orElseGet(TreeSet::new);
    }

    /// The IANA name of the tag's zone, or of the one that the policies share.
    ///
    /// @throws IllegalArgumentException when there is none
    String zone(CustodianTag tag) {
        SortedSet<String> zones = new TreeSet<>();
        for (CustodianFilter filter : filters) {
            String written = tag.zone().orElse(filter.zone());
            zones.add(CustodianZones.zone(written)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"" + written + "\" is no time zone; expected an alias such as pt, or Europe/Berlin")));
        }
        if (zones.size() > 1) {
            throw new IllegalArgumentException("stops and starts in different time zones, %s; expected one"
                    .formatted(String.join(" and ", zones)));
        }
        return zones.first();
    }

    private Optional<CustodianFilter> filter(boolean off) {
        return filters.stream().filter(filter -> filter.isOff() == off).findFirst();
    }
}
