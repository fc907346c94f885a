package dev.nightshift.local.ops;

import dev.nightshift.local.ops.lambda.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The pages that people read.
final class Pages {
    static final Path ROOT = Checkout.current().root();

    private Pages() {}

    /// The README, the pages in `docs`, the page of each module in `functions`, and the pages for contributors.
    static Stream<Path> all() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
                Stream<Path> modules = Files.list(ROOT.resolve("functions"))) {
            return Stream.of(
                    Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                            .map(ROOT::resolve),
                    docs.filter(file -> file.toString().endsWith(".md")),
                    modules.map(module -> module.resolve("README.md")).filter(Files::exists))
                    .flatMap(pages -> pages)
                    .toList()
                    .stream();
        }
    }

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
