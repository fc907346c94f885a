package dev.nightshift.local.ops;

import dev.nightshift.stopper.hand.Wish;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Keeps an instance down past the end of its stop window.
@Command(
        name = "keep-off",
        description = {
            "Keeps an instance down until a time, or for ever: nothing starts it, whatever its schedule says.",
            "Sets its tag nightshift:stay-off. It stops nothing; `ops stop` does."
        })
final class KeepOffCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "0..1")
    private Time time = new Time();

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, which is kept in the tag.")
    private String why = "";

    @Mixin
    private InstanceOptions options = new InstanceOptions();

    KeepOffCommand(InstantSource clock) {
        this.clock = clock;
    }

    private static final class Time {
        @Option(
                names = "--until",
                paramLabel = "TIME",
                description = "Until when: " + UntilTime.FORMS + ", in the zone of its schedule; for ever without it.")
        private Optional<String> until = Optional.empty();

        @Option(names = "--end", description = "No longer keep it down.")
        private boolean end;
    }

    @Override
    public Integer call() {
        return options.carryOut(
                spec,
                clock,
                (zone, now) -> time.end
                        ? new Wish.EndKeepOff()
                        : new Wish.KeepOff(
                                InstanceOptions.until(spec, time.until, zone, now), InstanceOptions.why(spec, why)));
    }
}
