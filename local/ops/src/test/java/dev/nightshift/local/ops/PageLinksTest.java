package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the pages refer to exists.
class PageLinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        Pages.all()
                .forEach(page -> LINK.matcher(Pages.text(page)).results().forEach(link -> {
                    Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                    if (!Files.exists(target)) {
                        broken.add(Pages.ROOT.relativize(page) + ": " + link.group());
                    } else if (link.group(2) != null && anchors(target).noneMatch(link.group(2)::equals)) {
                        broken.add(Pages.ROOT.relativize(page) + ": " + link.group() + ": no such heading");
                    }
                }));
        assertThat(broken).isEmpty();
    }

    @Test
    void eachClassOfTheArchitectureExists() throws IOException {
        Set<String> classes = Pattern.compile("`([A-Z][a-z]\\w*)`")
                .matcher(Pages.text(Pages.ROOT.resolve("docs/architecture.md")))
                .results()
                .map(name -> name.group(1) + ".java")
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(classes).contains("LayersTest.java");
        for (String folder : List.of("functions", "infra/src", "local", "site")) {
            try (Stream<Path> files = Files.walk(Pages.ROOT.resolve(folder))) {
                files.forEach(file -> classes.remove(file.getFileName().toString()));
            }
        }
        assertThat(classes).isEmpty();
    }

    @Test
    void eachModuleIsDrawn() throws IOException {
        String picture = Pages.text(Pages.ROOT.resolve("docs/modules.svg"));
        List<String> missing = new ArrayList<>();
        for (String folder : List.of("functions", "local")) {
            try (Stream<Path> modules = Files.list(Pages.ROOT.resolve(folder))) {
                modules.filter(module -> Files.exists(module.resolve("src/main")))
                        .map(module -> folder.equals("local") ? Pages.ROOT.relativize(module) : module.getFileName())
                        .map(name -> ">" + name + "<")
                        .filter(name -> !picture.contains(name))
                        .forEach(missing::add);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Stream<String> anchors(Path page) {
        Matcher headings = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE).matcher(Pages.text(page));
        return headings.results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'));
    }

    /// What a newcomer reads in one go.
    @Test
    void theReadmeIsShort() {
        assertThat(Pages.text(Pages.ROOT.resolve("README.md")).lines()).hasSizeLessThanOrEqualTo(200);
    }
}
