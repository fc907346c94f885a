package dev.nightshift.local.ops.demo;

import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Progress;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows the functions at work.
@Command(
        name = "demo",
        description = {
            "Plays a weekend of made-up instances, people and mishaps.",
            "The packaged weekend-instance-stopper runs every 15 minutes of a simulated clock. Needs no AWS account and"
                    + " touches nothing."
        })
public final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print what happened as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Chronicle chronicle;
        try (Progress progress = new Progress()) {
            chronicle = new Weekend(Checkout.current(), progress).play();
        }
        spec.commandLine().getOut().print(json ? DemoJson.of(chronicle) : DemoReport.of(chronicle));
        return ExitStatus.FINE;
    }
}
