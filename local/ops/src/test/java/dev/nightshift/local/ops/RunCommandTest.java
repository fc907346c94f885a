package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anEventRunsOnTheMadeUpFleetWithTheSettingsOfTheSite() {
        assertThat(ops("run", "weekend-instance-stopper", event("dry-run-at"))).isEqualTo(ExitStatus.FINDINGS);
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .startsWith("15 would be stopped")
                .contains(
                        "Would be stopped (15)",
                        "web-1",
                        "it is an EKS node",
                        "Subject: [dry run] 15 would be stopped");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            asg-live-ip-exporter     | dry-run | 0 | live/shop.conf
            parameter-store-rotator  | dry-run | 1 | /example/prod/orders
            parameter-store-rotator  | rotate  | 1 | /example/prod/orders
            ssl-expiry-checker       | dry-run | 1 | RENEWAL_BLOCKED
            weekend-instance-stopper | dry-run | 1 | ofice-hours
            weekend-instance-stopper | stale   | 1 | stale by
            """)
    void theMadeUpAccountHasSomethingForEachFunctionOfTheSite(String function, String event, int status, String what) {
        String file = Checkout.current().event(function, event).toString();

        assertThat(ops("run", function, file)).as(err.toString()).isEqualTo(status);
        assertThat(out.toString()).contains(what);
    }

    @Test
    void aFunctionsOwnSettingsMayBeAFileOfTheirOwn() throws IOException {
        Path own = Files.writeString(folder.resolve("own.yaml"), """
                zone: Europe/Berlin
                holidays: {bavaria: {country: DE-BY, years: 2026}}
                schedules: {office-hours: {stop: [Fri 18:00 -> Mon 08:00], holidays: bavaria}}
                """);

        assertThat(ops("run", "weekend-instance-stopper", event("dry-run-at"), "--config", own.toString()))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains("Would be stopped", "web-1");
    }

    @Test
    void whatIsWrongInAFunctionsOwnSettingsIsNamedByItsKey() throws IOException {
        Path own = Files.writeString(folder.resolve("own.yaml"), "schedules: {a: {stop: [Fry 18:00 -> Mon 08:00]}}");

        assertThat(ops("run", "weekend-instance-stopper", event("dry-run-at"), "--config", own.toString()))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("ops: " + own + ": zone: is missing"))
                .anyMatch(line -> line.startsWith("ops: " + own + ": schedules.a.stop[0]: "));
    }

    @Test
    void aRefusedEventIsAFailureInLambdasOwnWords() {
        assertThat(ops("run", "weekend-instance-stopper", event("misspelled"), "--json"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(out.toString())
                .startsWith(
                        "{\"errorType\":\"dev.nightshift.kit.SettingsException\",\"errorMessage\":"
                                + "\"event: detail.dryrun: \\\"true\\\": unknown key; known here: dryRun, at, startAllStopped\"");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(ops("run", "weekend-instance-stopper", "no-such.json")).isEqualTo(ExitStatus.FAILURE);
        assertThat(ops("run", "weekend-instance-stopper", ".")).isEqualTo(ExitStatus.FAILURE);
        assertThat(ops("run", "weekend-instance-stopper", event("manual"), "--config", "no-such.yaml"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "ops: no-such.json: there is no such file",
                        "ops: .: Is a directory",
                        "ops: no-such.yaml: there is no such file");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run                                 | Missing required parameters: 'FUNCTION', 'EVENT' | run
            run stopper x.json                  | "stopper" is no function; there are asg-live-ip-exporter, parameter- | run
            run weekend-instance-stopper        | Missing required parameter: 'EVENT'              | run
            run weekend-instance-stopper x --aws | --aws needs --topic                             | run
            demo --frobnicate                   | Unknown option: '--frobnicate'                   | demo
            demo stopper                        | "stopper" has no demo; there are asg-live-ip-exporter, | demo
            bench nope                          | "nope" is no command; expected certs, checker,  | bench
            import                              | Missing required subcommand; expected cloud-custodian, instance-scheduler | import
            rotate                              | needs --plan                                     | rotate
            """)
    void wrongUsageIsAReasonASynopsisAndWhereMoreIsSaid(String args, String reason, String command) {
        assertThat(ops(args.split(" "))).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith("ops: " + reason).contains("\nUsage: ops " + command + " ");
        assertThat(err.toString().lines().toList())
                .hasSizeLessThan(7)
                .last()
                .isEqualTo("Try `ops " + command + " --help`.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void withoutACommandThoseThatThereAreAreListed() {
        String commands =
                "bench, certs, demo, import, ips, keep, keep-off, pause, resume, rotate, run, schedule, start, stop";

        assertThat(ops()).isEqualTo(ExitStatus.USAGE);
        assertThat(ops("xyzzy")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString().lines())
                .contains(
                        "ops: Missing required subcommand; expected " + commands,
                        "ops: \"xyzzy\" is no command; expected " + commands,
                        "Usage: ops [-hV] COMMAND",
                        "Try `ops --help`.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "demo --help", "bench --help", "bench cold-start --help"})
    void everyCommandHasHelp(String args) {
        assertThat(ops(args.split(" "))).isEqualTo(ExitStatus.FINE);
        assertThat(out.toString()).startsWith("Usage: ops").contains("--help");
    }

    private int ops(String... args) {
        return Ops.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private static String event(String name) {
        return Checkout.current().event("weekend-instance-stopper", name).toString();
    }
}
