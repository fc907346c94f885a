package dev.nightshift.local.ops;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Ends a pause before its time.
@Command(name = "resume", description = "Ends the pause of a function, or the one of all functions, before its time.")
final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FUNCTION",
            description = "The function's name in the site file; the pause of all functions when it is left out.")
    private Optional<String> function = Optional.empty();

    @Mixin
    private SitePauses pauses = new SitePauses();

    @Override
    public Integer call() {
        return pauses.change(spec, function, (before, now, zone, by) -> before.without(function, now));
    }
}
