package dev.nightshift.local.ops.certs;

import dev.nightshift.local.ops.certs.files.FileSyntax;
import dev.nightshift.local.ops.certs.files.FileTarget;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.endpoint.TargetList;
import dev.nightshift.tls.endpoint.TargetSyntax;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a person wants to be looked at: each endpoint and file once.
record Targets(Set<Target> endpoints, Set<FileTarget> files, List<TargetList.BadLine> badLines) {
    static Targets none() {
        return new Targets(new LinkedHashSet<>(), new LinkedHashSet<>(), new ArrayList<>());
    }

    /// An argument of the command line.
    ///
    /// @throws IllegalArgumentException saying what would be right
    void add(String argument, TargetSyntax syntax) {
        Optional<FileTarget> named = new FileSyntax(Path.of(""), syntax).ofArgument(argument);
        named.ifPresentOrElse(files::add, () -> endpoints.add(syntax.target(argument)));
    }

    /// The lines of a list, among which bad ones are findings.
    ///
    /// @param folder of the list, to which the files in it are relative
    void addList(String text, Path folder, TargetSyntax syntax) {
        FileSyntax lines = new FileSyntax(folder, syntax);
        TargetList list = syntax.listWithout(text, line -> {
            Optional<FileTarget> named = lines.ofLine(line);
            named.ifPresent(files::add);
            return named.isPresent();
        });
        endpoints.addAll(list.targets());
        badLines.addAll(list.badLines());
    }

    boolean isEmpty() {
        return endpoints.isEmpty() && files.isEmpty();
    }
}
