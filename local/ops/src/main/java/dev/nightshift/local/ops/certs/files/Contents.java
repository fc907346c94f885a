package dev.nightshift.local.ops.certs.files;

import java.util.List;
import java.util.stream.Stream;

/// What a file holds.
///
/// @param groups the certificates; those of a group may vouch for each other
/// @param problems what is there and cannot be read, and what would be right
/// @param instead what it holds that is no certificate, in words
record Contents(List<List<Stored>> groups, List<String> problems, List<String> instead) {
    /// Nothing that is known here.
    static final Contents NOTHING = new Contents(List.of(), List.of(), List.of());

    static Contents of(List<List<Stored>> groups) {
        return new Contents(groups.stream().filter(group -> !group.isEmpty()).toList(), List.of(), List.of());
    }

    static Contents problem(String problem) {
        return new Contents(List.of(), List.of(problem), List.of());
    }

    static Contents instead(String what) {
        return new Contents(List.of(), List.of(), List.of(what));
    }

    /// Both.
    Contents and(Contents more) {
        return new Contents(
                Stream.concat(groups.stream(), more.groups.stream()).toList(),
                Stream.concat(problems.stream(), more.problems.stream()).toList(),
                Stream.concat(instead.stream(), more.instead.stream())
                        .distinct()
                        .toList());
    }

    /// The same, where it stands in a text.
    Contents at(int line) {
        return new Contents(
                groups,
                problems.stream()
                        .map(problem -> "line " + line + ": " + problem)
                        .toList(),
                instead);
    }

    /// Whether there is anything to report, were it not named.
    boolean isNothing() {
        return groups.isEmpty() && problems.isEmpty();
    }

    /// The same, with all certificates in one group.
    Contents together() {
        return new Contents(
                groups.isEmpty()
                        ? List.of()
                        : List.of(groups.stream().flatMap(List::stream).toList()),
                problems,
                instead);
    }
}
