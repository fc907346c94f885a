package dev.nightshift.local.ops;

import dev.nightshift.stopper.hand.Wish;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Starts an instance as weekend-instance-stopper does.
@Command(
        name = "start",
        description = {
            "Starts an instance as the end of its stop window would; a start that does not hold is made again.",
            "Inside its stop window it is kept until the window ends, unless its schedule says otherwise."
        })
final class StartCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private InstanceOptions options = new InstanceOptions();

    StartCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return options.carryOut(spec, clock, (_, _) -> new Wish.Start());
    }
}
