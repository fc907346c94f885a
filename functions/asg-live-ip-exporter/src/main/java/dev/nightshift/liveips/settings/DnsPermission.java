package dev.nightshift.liveips.settings;

import java.util.List;

/// Which records of a hosted zone are made and removed.
///
/// @param zone its id
/// @param names as IAM compares them: in lower case, without a dot at the end, `*` for any label
/// @param types `A`, `TXT`, …
public record DnsPermission(String zone, List<String> names, List<String> types) {}
