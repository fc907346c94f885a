package dev.nightshift.local.ops.demo;

import dev.nightshift.kit.Json;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionNames;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.site.FunctionSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows the functions at work.
@Command(
        name = "demo",
        description = {
            "Plays the packaged functions on a simulated clock.",
            "Each has made-up resources, people and mishaps. Needs no AWS account and touches nothing."
        })
public final class DemoCommand implements Callable<Integer> {
    private final Supplier<SortedMap<String, Demo>> demos;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FUNCTION",
            completionCandidates = FunctionNames.class,
            description = "The function to play: ${COMPLETION-CANDIDATES}. All of them when it is left out.")
    private Optional<String> function = Optional.empty();

    @Option(names = "--json", description = "Print what happened as JSON: an object with a key for each function.")
    private boolean json;

    /// Plays the real ones.
    public DemoCommand() {
        this(DemoCommand::all);
    }

    DemoCommand(Supplier<SortedMap<String, Demo>> demos) {
        this.demos = demos;
    }

    private static SortedMap<String, Demo> all() {
        SortedMap<String, Demo> all = new TreeMap<>();
        for (FunctionSite.Kind kind : FunctionSite.Kind.values()) {
            all.put(kind.functionName(), (checkout, progress) -> play(kind, checkout, progress));
        }
        return all;
    }

    private static Demo.Played play(FunctionSite.Kind kind, Checkout checkout, Progress progress) throws IOException {
        return switch (kind) {
            case ASG_LIVE_IP_EXPORTER -> new LiveServers(checkout, progress).play();
            case PARAMETER_STORE_ROTATOR -> new RotationDemo(checkout, progress).play();
            case SSL_EXPIRY_CHECKER -> new CertificateWeek(checkout, progress).play();
            case WEEKEND_INSTANCE_STOPPER -> new Weekend(checkout, progress).play();
        };
    }

    @Override
    public Integer call() throws IOException {
        SortedMap<String, Demo> wanted = only(demos.get());
        Map<String, Object> trees = new LinkedHashMap<>();
        Map<String, Path> pages = new LinkedHashMap<>();
        for (Map.Entry<String, Demo> demo : wanted.entrySet()) {
            String name = demo.getKey();
            Demo.Played played;
            try (Progress progress = new Progress()) {
                played = demo.getValue().play(Checkout.current(), progress);
            }
            trees.put(name, played.json());
            played.page().ifPresent(page -> pages.put(name, page));
            tell((wanted.size() > 1 ? heading(name) : "") + played.text());
        }
        pages.forEach((name, page) -> tell("\nThe page that %s left in its bucket: %s\n".formatted(name, page)));
        if (json) {
            spec.commandLine().getOut().print(Json.write(trees) + "\n");
        }
        return ExitStatus.FINE;
    }

    private static String heading(String name) {
        return "\n%s\n%s\n\n".formatted(name, "=".repeat(name.length()));
    }

    private void tell(String text) {
        if (!json) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
    }

    private SortedMap<String, Demo> only(SortedMap<String, Demo> all) {
        if (function.isEmpty()) {
            return all;
        }
        String name = function.get();
        Demo demo = all.get(name);
        if (demo == null) {
            throw new ParameterException(
                    spec.commandLine(), "\"" + name + "\" has no demo; there are " + String.join(", ", all.keySet()));
        }
        return new TreeMap<>(Map.of(name, demo));
    }
}
