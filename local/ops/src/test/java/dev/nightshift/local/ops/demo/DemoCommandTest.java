package dev.nightshift.local.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    void eachFunctionHasAHeadingAndThePagesAreNamedAtTheEnd() {
        assertThat(demo()).isZero();

        assertThat(out).hasToString("""

                checker
                =======

                Three certificates.

                stopper
                =======

                A weekend.

                The page that checker left in its bucket: target/page.html
                """);
    }

    @Test
    void aFunctionAloneNeedsNoHeading() {
        assertThat(demo("stopper")).isZero();

        assertThat(out).hasToString("A weekend.\n");
    }

    @Test
    void asJsonThereIsAKeyForEachAndNothingElse() {
        assertThat(demo("--json")).isZero();

        assertThat(out).hasToString("{\"checker\":[3],\"stopper\":{}}\n");
    }

    private int demo(String... args) {
        Demo.Played checker =
                new Demo.Played("Three certificates.\n", List.of(3), Optional.of(Path.of("target", "page.html")));
        Demo.Played stopper = new Demo.Played("A weekend.\n", Map.of());
        DemoCommand command = new DemoCommand(
                () -> new TreeMap<>(Map.of("checker", (_, _) -> checker, "stopper", (_, _) -> stopper)));
        return new CommandLine(command).setOut(new PrintWriter(out, true)).execute(args);
    }
}
