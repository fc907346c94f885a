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

/// Keeps an instance running past the begin of its stop window.
@Command(
        name = "keep",
        description = {
            "Keeps an instance running until a time, whatever its schedule says.",
            "Sets its tag nightshift:keep-until. It starts nothing; `ops start` does."
        })
final class KeepCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Time time = new Time();

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, which is kept in the tag.")
    private String why = "";

    @Mixin
    private InstanceOptions options = new InstanceOptions();

    KeepCommand(InstantSource clock) {
        this.clock = clock;
    }

    private static final class Time {
        @Option(
                names = "--until",
                paramLabel = "TIME",
                description = "Until when: " + UntilTime.FORMS + ", in the zone of its schedule.")
        private Optional<String> until = Optional.empty();

        @Option(names = "--end", description = "No longer keep it running.")
        private boolean end;
    }

    @Override
    public Integer call() {
        return options.carryOut(
                spec,
                clock,
                (zone, now) -> time.end
                        ? new Wish.EndKeep()
                        : new Wish.Keep(
                                InstanceOptions.until(spec, time.until, zone, now)
                                        .orElseThrow(),
                                InstanceOptions.why(spec, why)));
    }
}
