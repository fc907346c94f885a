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

/// Stops an instance as weekend-instance-stopper does.
@Command(
        name = "stop",
        description = {
            "Stops an instance as its stop window would: what must not be stopped is refused.",
            "Inside its stop window the window's end starts it. Outside it needs --until or --stay-off, because nothing"
                    + " else says when it is started again."
        })
final class StopCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "0..1")
    private Time time = new Time();

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, which is kept in the tag.")
    private String why = "";

    @Mixin
    private InstanceOptions options = new InstanceOptions();

    StopCommand(InstantSource clock) {
        this.clock = clock;
    }

    private static final class Time {
        @Option(
                names = "--until",
                paramLabel = "TIME",
                description = "When it is started again: " + UntilTime.FORMS + ", in the zone of its schedule. Sets the"
                        + " tag nightshift:stay-off until then.")
        private Optional<String> until = Optional.empty();

        @Option(names = "--stay-off", description = "Nothing starts it again. Sets the tag nightshift:stay-off.")
        private boolean stayOff;
    }

    @Override
    public Integer call() {
        return options.carryOut(
                spec,
                clock,
                (zone, now) -> new Wish.Stop(
                        InstanceOptions.until(spec, time.until, zone, now),
                        time.stayOff,
                        InstanceOptions.why(spec, why)));
    }
}
