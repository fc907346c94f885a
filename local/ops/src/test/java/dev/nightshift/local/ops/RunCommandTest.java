package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
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
        assertThat(ops()).isEqualTo(ExitStatus.USAGE);
        assertThat(ops("xyzzy")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString().lines())
                .contains(
                        "ops: Missing required subcommand; expected bench, certs, demo, import, ips, pause, resume, rotate, run, schedule",
                        "ops: \"xyzzy\" is no command; expected bench, certs, demo, import, ips, pause, resume, rotate, run, schedule",
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
