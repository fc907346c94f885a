package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.jsii.JsiiEngine;

/// The versions of Node.js that `package.json` names, held against what CDK's kernel says of itself.
class NodeVersionTest {
    private static final Pattern RELEASE =
            Pattern.compile("new \\w+\\((\\d+),\\{endOfLife:new Date\\(\"([0-9-]+)\"\\)([^}]*)}\\)");
    private static final Pattern MAJOR = Pattern.compile("\\^(\\d+)\\.0\\.0");

    @Test
    void theyAreTheLastOnesThatTheKernelIsTestedWith() throws IOException {
        String engines = Files.readString(Path.of(System.getProperty("nightshift.root", ""), "infra", "package.json"));
        var named =
                MAJOR.matcher(engines).results().map(found -> found.group(1)).collect(Collectors.toSet());

        var tested = tested().values().stream().toList();

        assertThat(named).isNotEmpty();
        assertThat(tested.subList(tested.size() - named.size(), tested.size()))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    /// By the day on which the version's support ends.
    private static Map<LocalDate, String> tested() throws IOException {
        Map<LocalDate, String> tested = new TreeMap<>();
        try (InputStream kernel = Objects.requireNonNull(JsiiEngine.class.getResourceAsStream("bin/jsii-runtime.js"))) {
            RELEASE.matcher(new String(kernel.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .filter(found -> !found.group(3).contains("untested"))
                    .forEach(found -> tested.put(LocalDate.parse(found.group(2)), found.group(1)));
        }
        return tested;
    }
}
