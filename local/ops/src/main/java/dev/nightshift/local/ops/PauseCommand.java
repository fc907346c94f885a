package dev.nightshift.local.ops;

import dev.nightshift.kit.Pause;
import dev.nightshift.kit.Pauses;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Pauses functions without a deployment.
@Command(
        name = "pause",
        description = {
            "Pauses a function until a time, or all functions of the site; without --until lists the pauses.",
            "A paused function looks, plans and reports, and changes nothing. A rotation that has begun is finished."
                    + " The pause ends by itself; `ops resume` ends it earlier."
        })
final class PauseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FUNCTION",
            description = "The function's name in the site file; every function when it is left out.")
    private Optional<String> function = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When the pause ends: " + UntilTime.FORMS + ", in the zone of the site.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason; people read it in each mail.")
    private Optional<String> why = Optional.empty();

    @Mixin
    private SitePauses pauses = new SitePauses();

    @Override
    public Integer call() {
        if (until.isEmpty() && why.isEmpty() && function.isEmpty()) {
            return pauses.list(spec);
        }
        if (until.isEmpty() || why.filter(text -> !text.isBlank()).isEmpty()) {
            throw new ParameterException(spec.commandLine(), "a pause needs --until TIME and --why TEXT");
        }
        return pauses.change(spec, function, this::paused);
    }

    private Pauses paused(Pauses before, Instant now, ZoneId zone, String by) {
        try {
            return before.with(
                    new Pause(function, now, UntilTime.parse(until.orElseThrow(), zone, now), why.orElseThrow(), by));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--until \"%s\": %s".formatted(until.orElseThrow(), e.getMessage()));
        }
    }
}
