package dev.nightshift.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.StoppedHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What follows [FunctionSite.Kind] and is no code: each failure says which file lacks what.
class RegistryTest {
    private static final Path ROOT = Path.of(System.getProperty("nightshift.root"));

    @TempDir
    private Path folder;

    @Test
    void eachModuleWithAHandlerIsInTheRegistry() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT.resolve("functions"))) {
            List<String> found = modules.filter(module -> hasHandler(module.resolve("src/main/java")))
                    .map(module -> module.getFileName().toString())
                    .sorted()
                    .toList();

            assertThat(FunctionSite.Kind.names())
                    .as("site/.../FunctionSite.java: a constant of Kind for each function, in the order of names")
                    .containsExactlyElementsOf(found);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFunctionIsBuiltAndDependedOn(FunctionSite.Kind kind) {
        assertThat(text("functions/pom.xml"))
                .as("functions/pom.xml: <module> and <dependency> of " + kind.functionName())
                .contains("<module>%s</module>".formatted(kind.functionName()))
                .contains("<artifactId>%s</artifactId>".formatted(kind.functionName()));
        assertThat(text("functions/%s/pom.xml".formatted(kind.functionName())))
                .contains("<artifactId>%s</artifactId>".formatted(kind.functionName()))
                .contains("<artifactId>maven-assembly-plugin</artifactId>");
    }

    @ParameterizedTest
    @EnumSource
    void eachFunctionHasAPageAndTheEventThatItsScheduleSends(FunctionSite.Kind kind) {
        assertThat(ROOT.resolve("functions/%s/README.md".formatted(kind.functionName())))
                .exists();
        assertThat(ROOT.resolve("events/%s/scheduled.json".formatted(kind.functionName())))
                .exists();
    }

    @ParameterizedTest
    @EnumSource
    void eachFunctionHasItsRowInTheReadmeAndItsPermissions(FunctionSite.Kind kind) {
        String name = kind.functionName();

        assertThat(text("README.md").lines())
                .as("README.md, the table of functions: | [%s](functions/%s/README.md) | ...", name, name)
                .anyMatch(line -> line.startsWith("| [%s](functions/%s/README.md) | ".formatted(name, name)));
        assertThat(text("docs/permissions.md").lines())
                .as("docs/permissions.md: | %s | `...` | ... |", name)
                .anyMatch(line -> line.startsWith("| %s | `".formatted(name)));
    }

    @ParameterizedTest
    @EnumSource
    void eachFunctionIsInTheChangelog(FunctionSite.Kind kind) {
        assertThat(text("CHANGELOG.md"))
                .as("CHANGELOG.md: - `%s`: ...", kind.functionName())
                .contains("`%s`".formatted(kind.functionName()));
    }

    /// A function that changes nothing has no dry run.
    @ParameterizedTest
    @EnumSource
    void theCommittedSiteHasEachFunctionAndNoneChangesAnything(FunctionSite.Kind kind) throws IOException {
        Map<String, FunctionSite> functions =
                Site.read(ROOT.resolve("infra/site.yaml")).functions();

        FunctionSite function = functions.get(kind.functionName());
        assertThat(function)
                .as("infra/site.yaml: functions." + kind.functionName())
                .isNotNull();
        if (function != null && !"true".equals(function.settings().get("dryRun"))) {
            Path file = Files.writeString(
                    folder.resolve("site.yaml"),
                    "site: acme\nzone: UTC\nfunctions: {%s: {dryRun: true}}\n".formatted(kind.functionName()));
            assertThatThrownBy(() -> Site.read(file))
                    .as("infra/site.yaml: functions.%s.dryRun".formatted(kind.functionName()))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("dryRun: \"true\": unknown key");
        }
    }

    @Test
    void aFunctionsNameStandsOnceInCode() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path file : Sources.ofMain(ROOT)) {
            String code = Sources.code(file);
            for (String name : FunctionSite.Kind.names()) {
                if (code.contains("\"" + name + "\"")) {
                    found.computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(ROOT.relativize(file).toString());
                }
            }
        }

        assertThat(found)
                .containsOnlyKeys(FunctionSite.Kind.names())
                .allSatisfy((name, files) -> assertThat(files).as(name).hasSize(1));
    }

    /// `kit` cannot depend on a function; the stopper may write its own state only.
    @Test
    void theListOfStoppedHostsIsInTheStateOfTheFunctionThatWritesIt() {
        assertThat(StoppedHosts.KEY)
                .startsWith("state/" + FunctionSite.Kind.WEEKEND_INSTANCE_STOPPER.functionName() + "/");
    }

    /// Continuous integration follows the registry, by the module that depends on all of it.
    @ParameterizedTest
    @EnumSource
    void continuousIntegrationNamesNoFunction(FunctionSite.Kind kind) {
        assertThat(text(".ci/run")).doesNotContain(kind.functionName());
    }

    private static boolean hasHandler(Path sources) {
        try (Stream<Path> files = Files.exists(sources) ? Files.walk(sources) : Stream.empty()) {
            return files.anyMatch(file -> file.endsWith("Handler.java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
