package dev.nightshift.liveips.sink;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text beside the records of a name that says whose they are.
///
/// Every batch of changes deletes it as it was read, and makes the next version: Route 53 refuses a batch whose
/// deletions
/// do not find what they name, so that an older look never overwrites a newer one.
///
/// @param version of what the name has
/// @param types those that are ours at the name
record OwnerRecord(long version, Set<String> types) {
    /// Before the first batch.
    static final OwnerRecord NONE = new OwnerRecord(0, Set.of());

    private static final Pattern REST = Pattern.compile(" version=(\\d{1,18}) types=([A-Z,]*)\"");

    /// After one more batch.
    OwnerRecord next(Collection<String> ours) {
        return new OwnerRecord(version + 1, new TreeSet<>(ours));
    }

    /// The value of a `TXT` record.
    String text(String mark) {
        return "\"" + mark + " version=" + version + " types=" + String.join(",", types) + "\"";
    }

    /// Nothing for what is not marked so.
    static Optional<OwnerRecord> parse(String mark, String text) {
        if (!text.startsWith("\"" + mark)) {
            return Optional.empty();
        }
        Matcher rest = REST.matcher(text.substring(1 + mark.length()));
        return rest.matches()
                ? Optional.of(new OwnerRecord(
                        Long.parseLong(rest.group(1)),
                        Set.copyOf(List.of(rest.group(2).split(",", -1)))))
                : Optional.empty();
    }
}
