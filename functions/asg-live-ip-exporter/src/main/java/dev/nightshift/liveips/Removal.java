package dev.nightshift.liveips;

/// A line that leaves a list, or should have left it, and why.
record Removal(Entry entry, Reason reason) {}
