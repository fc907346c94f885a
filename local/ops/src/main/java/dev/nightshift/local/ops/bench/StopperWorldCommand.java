package dev.nightshift.local.ops.bench;

import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.local.ops.terminal.TextTable;
import dev.nightshift.stopper.StopperWorlds;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Plays random worlds of weekend-instance-stopper and checks its promises after each run.
@Command(
        name = "stopper-world",
        description = {
            "Plays months of random accounts with weekend-instance-stopper.",
            "People start, stop, tag and reschedule instances, settings change, the function is paused, EC2 refuses, and"
                    + " runs are late, missed or repeated. After each run the promises of the function are checked. A"
                    + " broken promise ends the command with its seed and the history of the instance."
        })
final class StopperWorldCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--instance-days",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Instances times days. Default: ${DEFAULT-VALUE}.")
    private long instanceDays;

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        StopperWorlds.Figures figures;
        try (Progress progress = new Progress()) {
            figures = StopperWorlds.play(
                    seed, instanceDays, played -> progress.show(played + " of " + instanceDays + " instance days"));
        } catch (AssertionError e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        spec.commandLine()
                .getOut()
                .print(TextTable.of(List.of(
                        List.of("what", "figure"),
                        List.of("seeds", figures.firstSeed() + " to " + figures.lastSeed()),
                        row("instance days", figures.instanceDays()),
                        row("runs", figures.runs()),
                        row("stops", figures.stops()),
                        row("starts", figures.starts()),
                        row("refusals by EC2", figures.refusals()),
                        row("seconds", took.toSeconds()))));
        return ExitStatus.FINE;
    }

    private static List<String> row(String what, long figure) {
        return List.of(what, String.valueOf(figure));
    }
}
