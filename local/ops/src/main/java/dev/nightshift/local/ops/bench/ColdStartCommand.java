package dev.nightshift.local.ops.bench;

import dev.nightshift.kit.Json;
import dev.nightshift.local.ops.demo.Weekend;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.LambdaRuntime;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.local.ops.terminal.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measures a cold run as a whole process, beside the same job in Python.
@Command(
        name = "cold-start",
        description = {
            "Measures one cold run of weekend-instance-stopper.",
            "From the start of the process to the answer: it reads its state, looks at 200 instances, marks and stops five,"
                    + " notifies and stores. Where Python and boto3 are installed, the same job in them alternates with"
                    + " it, and the ratio is the median over the pairs. Needs Linux; keep the machine quiet."
        })
final class ColdStartCommand implements Callable<Integer> {
    private record Measure(String name, String unit, ToDoubleFunction<ColdStart> of) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("cpu", "s", run -> run.cost().cpu().toMillis() / 1e3),
            new Measure("wall clock", "s", run -> run.wall().toMillis() / 1e3),
            new Measure("peak memory", "MiB", run -> run.cost().peakMemoryKib() / 1024.0));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How many rounds; a first one goes before them and is dropped. Default: 8.")
    private int rounds = 8;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds: \"" + rounds + "\": expected at least 1");
        }
        Checkout checkout = Checkout.current();
        Optional<LambdaRuntime> boto3 = Boto3.runtime(checkout, "cold_start.py");
        List<ColdStart> java = new ArrayList<>();
        List<ColdStart> python = new ArrayList<>();
        try (Progress progress = new Progress()) {
            for (int round = 0; round <= rounds; round++) {
                progress.show("round " + round + " of " + rounds);
                java.add(ColdStart.of(checkout, checkout.runtime()));
                if (boto3.isPresent()) {
                    python.add(ColdStart.of(checkout, boto3.get()));
                }
            }
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "nightshift", "python + boto3", "ratio"));
        for (Measure measure : MEASURES) {
            rows.add(row(measure, java, python));
        }
        rows.add(List.of("classes loaded", Long.toString(ColdStart.classesLoaded(checkout)), "", ""));
        double archiveMib = Files.size(checkout.archive(Weekend.FUNCTION)) / 1024.0 / 1024.0;
        rows.add(List.of("archive [MiB]", number(archiveMib), "", ""));
        spec.commandLine().getOut().print(json ? json(rows) : TextTable.of(rows));
        return ExitStatus.FINE;
    }

    private static List<String> row(Measure measure, List<ColdStart> java, List<ColdStart> python) {
        List<Double> ours = values(measure, java);
        List<Double> theirs = values(measure, python);
        String name = measure.name() + " [" + measure.unit() + "]";
        if (theirs.isEmpty()) {
            return List.of(name, number(median(ours)), "", "");
        }
        List<Double> ratios = IntStream.range(0, ours.size())
                .mapToObj(i -> ours.get(i) / theirs.get(i))
                .toList();
        return List.of(name, number(median(ours)), number(median(theirs)), number(median(ratios)));
    }

    /// Without the first, which warms the machine's caches.
    private static List<Double> values(Measure measure, List<ColdStart> runs) {
        return runs.stream().skip(1).map(run -> measure.of().applyAsDouble(run)).toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String json(List<List<String>> rows) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            Map<String, Object> figures = new LinkedHashMap<>();
            for (int i = 1; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    figures.put(rows.getFirst().get(i), Double.valueOf(row.get(i)));
                }
            }
            root.put(row.getFirst(), figures);
        }
        return Json.write(root) + "\n";
    }
}
