package dev.nightshift.liveips.model;

import java.util.List;

/// What was decided about one server of a group.
public sealed interface Verdict {
    /// It serves, at these addresses.
    record Live(List<Entry> entries) implements Verdict {}

    /// It does not, and why.
    record LeftOut(String instance, String group, Reason reason) implements Verdict {}
}
