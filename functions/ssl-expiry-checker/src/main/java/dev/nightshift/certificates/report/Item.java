package dev.nightshift.certificates.report;

import dev.nightshift.certificates.state.News;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// News that have the same certificate and the same reason: one line for people, however many endpoints.
///
/// @param keys of what they are about
public record Item(Tier tier, String name, Optional<Expiry> expiry, String why, List<String> keys) {
    private record Group(Tier tier, String certificate, String why) {}

    public static List<Item> of(List<News> news) {
        Map<Group, Item> items = new LinkedHashMap<>();
        for (News one : news) {
            Item item = items.computeIfAbsent(
                    new Group(one.tier(), one.certificate(), one.why()),
                    group -> new Item(one.tier(), one.name(), one.expiry(), one.why(), new ArrayList<>()));
            item.keys().add(one.key());
        }
        return List.copyOf(items.values());
    }
}
