package dev.nightshift.liveips.format;

import dev.nightshift.liveips.model.Entry;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// How a list is written at one destination.
///
/// @param port the port that goes with each address; none where the reader knows it
/// @param checkPort the port at which HAProxy checks a server; none for the one that it serves at
/// @param parameters what follows the address in each server's line, as nginx or HAProxy writes it; empty for nothing
/// @param labels the label that Prometheus is given for a tag of the server, by the tag's key
public record Form(
        Format format,
        Optional<Integer> port,
        Optional<Integer> checkPort,
        String parameters,
        NavigableMap<String, String> labels) {

    public static Form of(Format format) {
        return of(format, Optional.empty());
    }

    public static Form of(Format format, Optional<Integer> port) {
        return new Form(format, port, Optional.empty(), "", Collections.unmodifiableNavigableMap(new TreeMap<>()));
    }

    /// The parameters after something else of the line.
    String suffix() {
        return parameters.isEmpty() ? "" : " " + parameters;
    }

    /// The whole text.
    ///
    /// @param name the output's
    /// @param entries sorted
    public String body(String name, List<Entry> entries) {
        return format.body(this, name, entries);
    }
}
