package dev.nightshift.local.ops.bench;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.local.ops.terminal.TextTable;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.StopperConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Measures what a large organisation costs the weekend-instance-stopper.
@Command(
        name = "fleet",
        description = {
            "Measures weekend-instance-stopper on a large fleet.",
            "The CPU that it takes to decide for 10,000 instances, the first time in a process, and the wall clock of a"
                    + " run of the packaged function over 1 and over 30 accounts whose every answer takes 50 ms. Needs"
                    + " Linux; keep the machine quiet."
        })
final class FleetBenchCommand implements Callable<Integer> {
    private static final int INSTANCES = 10_000;
    private static final int ACCOUNTS = 30;
    private static final Instant SATURDAY = Instant.parse("2026-11-21T12:00:00Z");
    private static final String SETTINGS = """
            {"zone": "Europe/Berlin", "schedules": {
                "office-hours": {"stop": ["Fri 18:00 -> Mon 08:00", "Mon-Thu 20:00 -> 07:00"]},
                "lab": {"zone": "America/New_York", "run": [{"days": "mon-fri", "from": "09:00", "until": "17:30"}]}}}
            """;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("what", "figure"));
        rows.add(List.of(
                "CPU to decide for " + INSTANCES + " instances, first time [ms]", String.valueOf(decide().toMillis())));
        try (Progress progress = new Progress()) {
            progress.show("a run over one account");
            Duration one = WatchedAccounts.run(Checkout.current(), 1);
            progress.show("a run over " + ACCOUNTS + " accounts");
            Duration many = WatchedAccounts.run(Checkout.current(), ACCOUNTS);
            rows.add(List.of("wall clock of a run over 1 account [ms]", String.valueOf(one.toMillis())));
            rows.add(List.of(
                    "wall clock of a run over " + ACCOUNTS + " accounts [ms]", String.valueOf(many.toMillis())));
            rows.add(List.of("ratio", String.format(Locale.ROOT, "%.1f", (double) many.toNanos() / one.toNanos())));
        }
        spec.commandLine().getOut().print(TextTable.of(rows));
        return ExitStatus.FINE;
    }

    /// The CPU time of one decision for the whole fleet.
    private static Duration decide() {
        StopperConfig config = Settings.read("settings", Json.parse("settings", SETTINGS), StopperConfig::from);
        List<Instance> fleet = IntStream.range(0, INSTANCES)
                .mapToObj(FleetBenchCommand::instance)
                .toList();
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        List<Verdict> verdicts = Plan.of(config, fleet, SATURDAY);
        long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        if (verdicts.stream().filter(Verdict.Stop.class::isInstance).count() != INSTANCES) {
            throw new IllegalStateException("not every instance was decided to be stopped");
        }
        return Duration.ofNanos(after - before);
    }

    private static Instance instance(int number) {
        return new Instance(
                "i-%017x".formatted(number),
                "m7g.large",
                "eu-central-1a",
                "running",
                SATURDAY.minus(Duration.ofDays(9)),
                "",
                "",
                "",
                "ebs",
                "",
                false,
                Instance.LocalData.NONE,
                Map.of("Name", "server-" + number, "nightshift:schedule", number % 3 == 0 ? "lab" : "office-hours"));
    }
}
