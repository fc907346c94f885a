package dev.nightshift.local.ops.schedule.imports;

import static java.util.Map.entry;

import dev.nightshift.kit.Zones;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Time zones as Cloud Custodian's policies and tags name them: by an alias of its own, or as in the IANA database.
///
/// Facts: `Time.TZ_ALIASES`, c7n.filters.offhours. Aliases mean a place with its clock changes: `est` is New York.
final class CustodianZones {
    private static final Map<String, String> ALIASES = Map.ofEntries(
            entry("pt", "America/Los_Angeles"),
            entry("pst", "America/Los_Angeles"),
            entry("pdt", "America/Los_Angeles"),
            entry("mt", "America/Denver"),
            entry("mst", "America/Denver"),
            entry("mdt", "America/Denver"),
            entry("ct", "America/Chicago"),
            entry("cst", "America/Chicago"),
            entry("cdt", "America/Chicago"),
            entry("et", "America/New_York"),
            entry("est", "America/New_York"),
            entry("edt", "America/New_York"),
            entry("at", "America/Phoenix"),
            entry("ast", "America/Phoenix"),
            entry("brt", "America/Sao_Paulo"),
            entry("gt", "Etc/GMT"),
            entry("gmt", "Etc/GMT"),
            entry("utc", "Etc/UTC"),
            entry("bst", "Europe/London"),
            entry("ist", "Europe/Dublin"),
            entry("cet", "Europe/Berlin"),
            entry("it", "Asia/Kolkata"),
            entry("sgt", "Asia/Singapore"),
            entry("jst", "Asia/Tokyo"),
            entry("kst", "Asia/Seoul"),
            entry("aet", "Australia/Sydney"),
            entry("nzst", "Pacific/Auckland"));

    private CustodianZones() {}

    /// The zone's IANA name, whatever the case.
    static Optional<String> zone(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        String alias = ALIASES.get(wanted);
        return alias != null
                ? Optional.of(alias)
                : Zones.names().stream()
                        .filter(id -> id.equalsIgnoreCase(wanted))
                        .findFirst();
    }
}
