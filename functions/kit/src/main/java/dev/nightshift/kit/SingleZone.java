package dev.nightshift.kit;

import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// Tells `java.time` the rules of one zone.
final class SingleZone extends ZoneRulesProvider {
    private final String id;
    private final ZoneRules rules;

    SingleZone(String id, ZoneRules rules) {
        this.id = id;
        this.rules = rules;
    }

    @Override
    protected Set<String> provideZoneIds() {
        return Set.of(id);
    }

    @Override
    protected ZoneRules provideRules(String zoneId, boolean forCaching) {
        return rules;
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zoneId) {
        return new TreeMap<>(Map.of(Zones.version(), rules));
    }
}
