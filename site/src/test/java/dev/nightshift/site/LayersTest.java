package dev.nightshift.site;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Imports run downwards, in all modules. Read from the sources, because no module has all others on its class path.
class LayersTest {
    private static final Path ROOT = Path.of(System.getProperty("nightshift.root"));
    private static final Pattern PACKAGE = Pattern.compile("dev\\.nightshift(?:\\.[a-z][a-z0-9]*)+(?=\\.[A-Z])");

    private static final Pattern STRING = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");

    /// How high a module stands: it may use those that stand lower, and none that stands as high.
    private static final Map<String, Integer> HEIGHTS = Map.of(
            "functions/kit", 0,
            "local/aws", 0,
            "local/databases", 0,
            "functions/kit-aws", 1,
            "functions/schedule", 1,
            "functions/tls-probe", 1,
            "site", 3,
            "infra", 4,
            "local/ops", 4);

    private static final int FUNCTION = 2;

    /// What only one module may use.
    private static final Map<String, String> RESERVED = Map.of(
            "software.amazon.awscdk", "infra",
            "software.constructs", "infra",
            "picocli", "local/ops");

    /// The packages that each package uses, and the module of each package.
    private final Map<String, Set<String>> uses = new TreeMap<>();

    private final Map<String, String> modules = new HashMap<>();

    @Test
    void modulesUseOnlyLowerOnes() throws IOException {
        read();

        Set<String> upwards = new TreeSet<>();
        uses.forEach((user, used) -> used.forEach(other -> {
            String module = moduleOf(user);
            String below = moduleOf(other);
            if (!module.equals(below) && height(module) <= height(below)) {
                upwards.add("%s (%s) uses %s (%s)".formatted(user, module, other, below));
            }
        }));
        assertThat(upwards).isEmpty();
        assertThat(uses.get("dev.nightshift.local.ops")).contains("dev.nightshift.site");
    }

    @Test
    void noPackagesOfAModuleUseEachOther() throws IOException {
        read();

        Map<String, Set<String>> left = new TreeMap<>(uses);
        left.replaceAll((user, used) -> used.stream()
                .filter(other -> moduleOf(other).equals(moduleOf(user)))
                .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(inCircles(left)).as("packages in or above a circle").isEmpty();
    }

    /// Its types share a package, so that there are no imports: names are looked for.
    @Test
    void noTypesOfTheCdkAppUseEachOther() throws IOException {
        Map<String, String> codes = new TreeMap<>();
        for (Path file : Sources.ofMain(ROOT)) {
            if (module(file).equals("infra")) {
                String type = file.getFileName().toString().replace(".java", "");
                codes.put(type, STRING.matcher(Sources.code(file)).replaceAll(""));
            }
        }
        Map<String, Set<String>> left = new TreeMap<>();
        codes.forEach((type, code) -> left.put(
                type,
                codes.keySet().stream()
                        .filter(other -> !other.equals(type))
                        .filter(other -> Pattern.compile("(?<![\\w.])" + other + "\\b")
                                .matcher(code)
                                .find())
                        .collect(Collectors.toCollection(TreeSet::new))));

        assertThat(left).isNotEmpty();
        assertThat(inCircles(left)).as("types in or above a circle").isEmpty();
    }

    @Test
    void someLibrariesHaveOneUser() throws IOException {
        Set<String> elsewhere = new TreeSet<>();
        for (Path file : Sources.ofMain(ROOT)) {
            String code = Sources.code(file);
            RESERVED.forEach((library, module) -> {
                if (code.contains("import " + library + ".") && !module.equals(module(file))) {
                    elsewhere.add(ROOT.relativize(file) + " uses " + library);
                }
            });
        }

        assertThat(elsewhere).isEmpty();
    }

    // What uses nothing that is left is in no circle.
    private static Map<String, Set<String>> inCircles(Map<String, Set<String>> uses) {
        Map<String, Set<String>> left = new TreeMap<>(uses);
        while (left.values().removeIf(used -> used.stream().noneMatch(left::containsKey))) {}
        return left;
    }

    private void read() throws IOException {
        for (Path file : Sources.ofMain(ROOT)) {
            Path sources = ROOT.resolve(module(file)).resolve("src/main/java");
            String own = sources.relativize(file.getParent()).toString().replace('/', '.');
            modules.put(own, module(file));
            Set<String> used = uses.computeIfAbsent(own, _ -> new TreeSet<>());
            PACKAGE.matcher(Sources.code(file))
                    .results()
                    .map(MatchResult::group)
                    .filter(other -> !other.equals(own))
                    .forEach(used::add);
        }
    }

    private String moduleOf(String name) {
        return requireNonNull(modules.get(name), name);
    }

    private static String module(Path file) {
        return ROOT.relativize(file).toString().replaceFirst("/src/main/java/.*", "");
    }

    private static int height(String module) {
        return HEIGHTS.getOrDefault(module, FUNCTION);
    }
}
