package dev.nightshift.liveips;

import java.util.List;
import java.util.NavigableMap;

/// The groups of an output: by name, or by tags of which a group must carry all.
record Selection(List<String> names, NavigableMap<String, String> tags) {
    boolean selects(Group group) {
        return names.contains(group.name())
                || (!tags.isEmpty() && group.tags().entrySet().containsAll(tags.entrySet()));
    }

    boolean isByTags() {
        return !tags.isEmpty();
    }
}
