package dev.nightshift.liveips.plan;

import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Reason;

/// A line that leaves a list, or should have left it, and why.
public record Removal(Entry entry, Reason reason) {}
