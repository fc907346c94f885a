package dev.nightshift.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The main sources of every module of this repository, as they are in the working tree.
final class Sources {
    private static final Pattern PLACE =
            Pattern.compile("(functions/[a-z-]+|site|infra|local/[a-z-]+)/src/main/java/.*");

    private static final Pattern COMMENT = Pattern.compile("//.*");

    private Sources() {}

    /// A file's text without its comments.
    static String code(Path file) throws IOException {
        return COMMENT.matcher(Files.readString(file)).replaceAll("");
    }

    static List<Path> ofMain(Path root) throws IOException {
        try (Stream<Path> functions = Files.walk(root.resolve("functions"));
                Stream<Path> site = Files.walk(root.resolve("site"));
                Stream<Path> infra = Files.walk(root.resolve("infra/src"));
                Stream<Path> local = Files.walk(root.resolve("local"))) {
            return Stream.of(functions, site, infra, local)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            PLACE.matcher(root.relativize(file).toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
