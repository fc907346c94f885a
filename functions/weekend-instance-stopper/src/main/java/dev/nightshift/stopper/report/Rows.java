package dev.nightshift.stopper.report;

import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.settings.StopperConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The rows of a table about instances: where, which, whose, why. What says nothing to this site is left out.
///
/// @param config tells by which tag owners are known
/// @param manyPlaces whether account and region tell anything apart
record Rows(StopperConfig config, boolean manyPlaces) {
    /// Their names.
    List<String> columns() {
        return cells("account", "region", "id", "name", "type", "owner", "why");
    }

    List<String> row(Place place, Instance instance, String why) {
        String owner = config.ownerTag().map(instance::tag).orElse("");
        return row(place, instance.id(), instance.name(), instance.type(), owner, why);
    }

    /// One row for all of them.
    List<String> row(Place place, List<Instance> instances, String why) {
        if (instances.size() == 1) {
            return row(place, instances.getFirst(), why);
        }
        String names = instances.stream()
                .map(instance -> instance.name().isEmpty() ? instance.id() : instance.name())
                .collect(Collectors.joining(", "));
        return row(place, instances.size() + " instances", names, "", "", why);
    }

    List<String> row(Place place, Finding finding) {
        return finding.instance()
                .map(instance -> row(place, instance, finding.text()))
                .orElseGet(() -> row(place, finding.subject(), "", "", "", finding.text()));
    }

    List<String> row(Place place, String id, String name, String type, String owner, String why) {
        return cells(place.account(), place.region(), id, name, type, owner, why);
    }

    private List<String> cells(
            String account, String region, String id, String name, String type, String owner, String why) {
        List<String> cells = new ArrayList<>();
        if (manyPlaces) {
            cells.add(account);
            cells.add(region);
        }
        cells.addAll(List.of(id, name, type));
        if (config.ownerTag().isPresent()) {
            cells.add(owner);
        }
        cells.add(why);
        return cells;
    }
}
