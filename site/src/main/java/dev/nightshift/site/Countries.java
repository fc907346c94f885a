package dev.nightshift.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/// Which countries and parts are accepted, and what is corrected of them: `countries.txt`.
final class Countries {
    /// The years for which holidays were compared with a second source.
    static final Years VERIFIED = new Years(2026, 2029);

    private static final String FILE = "countries.txt";

    private Countries() {}

    /// Corrections by ISO 3166 code.
    static NavigableMap<String, List<Correction>> accepted() {
        NavigableMap<String, List<Correction>> countries = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(Countries.class.getResourceAsStream(FILE), FILE)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        List<String> words = Arrays.asList(line.split(" ", -1));
                        countries.put(
                                words.getFirst(),
                                words.stream().skip(1).map(Correction::parse).toList());
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
        return countries;
    }
}
