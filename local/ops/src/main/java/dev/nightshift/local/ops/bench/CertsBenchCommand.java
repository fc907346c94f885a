package dev.nightshift.local.ops.bench;

import static dev.nightshift.local.ops.bench.CertsEndpoints.SERVER_NAME;

import dev.nightshift.local.ops.bench.CertsEndpoints.KeyType;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.local.ops.terminal.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Measures how many certificates a second are seen, beside the tools that people use for it.
@Command(
        name = "certs",
        description = {
            "Measures ops certs and the tools beside it in handshakes a second.",
            "Complete handshakes with HAProxy on loopback that answers at once and after 60 ms: ops certs,"
                    + " prometheus-blackbox-exporter at the same concurrency, a sequential Python script with a default"
                    + " context for each as usual and with one for all, and openssl in a loop; those that are installed."
                    + " Needs haproxy and openssl."
        })
final class CertsBenchCommand implements Callable<Integer> {
    private static final Duration WAIT = Duration.ofMillis(60);
    // Until both ends are compiled: a handshake in the interpreter takes ten times as long.
    private static final int WARM_UP = 4_000;
    private static final int SEQUENTIAL_SAMPLE = 100;
    private static final String OPENSSL_LOOP = "name=$1; shift; for address in \"$@\"; do"
            + " openssl s_client -connect \"$address\" -servername \"$name\" </dev/null 2>/dev/null"
            + " | openssl x509 -noout -enddate || exit 1; done";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--endpoints", paramLabel = "N", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
    private int endpoints;

    @Option(names = "--concurrency", paramLabel = "N", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    /// What a tool did in one case.
    ///
    /// @param scene the key of the endpoints and when they answer, for people
    /// @param perSecond of each round
    private record Result(String tool, String scene, int endpoints, List<Double> perSecond) {
        /// How many times as fast, by the median of the rounds: pairs stand near each other in time, and whatever
        /// else the machine does strikes both.
        double timesAsFastAs(Result other) {
            return median(IntStream.range(0, perSecond.size())
                    .mapToObj(i -> perSecond.get(i) / other.perSecond().get(i))
                    .toList());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createDirectories(
                Checkout.current().root().resolve(Path.of("local", "ops", "target", "bench-certs")));
        List<Result> results = new ArrayList<>();
        for (KeyType key : KeyType.values()) {
            try (CertsEndpoints served = CertsEndpoints.start(directory, key, WAIT)) {
                Optional<BlackboxExporter> blackbox =
                        BlackboxExporter.start(directory, served.authority(), SERVER_NAME, concurrency);
                try {
                    List<CertsContender> contenders = contenders(served.authority(), blackbox);
                    results.addAll(measure(contenders, key + ", at once", served.port()));
                    results.addAll(measure(contenders, key + ", after " + WAIT.toMillis() + " ms", served.latePort()));
                } finally {
                    blackbox.ifPresent(BlackboxExporter::close);
                }
            }
        }
        spec.commandLine().getOut().print(table(results));
        return ExitStatus.FINE;
    }

    private List<Result> measure(List<CertsContender> contenders, String scene, int port)
            throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        try (Progress progress = new Progress()) {
            for (CertsContender contender : contenders) {
                progress.show(contender.name() + " warms up");
                contender.see(CertsEndpoints.addresses(contender.sequential() ? 1 : WARM_UP, port));
                int count = contender.sequential() ? Math.min(SEQUENTIAL_SAMPLE, endpoints) : endpoints;
                results.add(new Result(contender.name(), scene, count, new ArrayList<>()));
            }
            for (int round = 1; round <= rounds; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    Result result = results.get(i);
                    progress.show("round %d: %s, %s".formatted(round, result.tool(), scene));
                    long start = System.nanoTime();
                    contenders.get(i).see(CertsEndpoints.addresses(result.endpoints(), port));
                    result.perSecond().add(result.endpoints() * 1e9 / (System.nanoTime() - start));
                }
            }
        }
        return results;
    }

    private List<CertsContender> contenders(Path authority, Optional<BlackboxExporter> blackbox) {
        List<CertsContender> contenders = new ArrayList<>();
        contenders.add(new CertsContender.Nightshift(authority, SERVER_NAME, concurrency));
        blackbox.ifPresent(contenders::add);
        contenders.addAll(programs(authority));
        return contenders;
    }

    private static List<CertsContender> programs(Path authority) {
        Path script = Checkout.current().root().resolve(Path.of("local", "ops", "src", "bench", "certificates.py"));
        List<CertsContender> programs = new ArrayList<>();
        if (onPath("python3")) {
            for (String contexts : List.of("usual", "reused")) {
                programs.add(new CertsContender.Program(
                        "Python, sequential, context " + contexts,
                        List.of("python3", script.toString(), contexts, authority.toString(), SERVER_NAME)));
            }
        }
        if (onPath("openssl")) {
            programs.add(new CertsContender.Program(
                    "openssl in a loop", List.of("sh", "-c", OPENSSL_LOOP, "sh", SERVER_NAME)));
        }
        return programs;
    }

    private static boolean onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return List.of(path.split(":", -1)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /// @param results the first of each scene is what the others are compared with
    private static String table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KEY, ANSWER", "TOOL", "ENDPOINTS", "PER SECOND", "OPS CERTS IS"));
        for (Result result : results) {
            Result ours = results.stream()
                    .filter(other -> other.scene().equals(result.scene()))
                    .findFirst()
                    .orElseThrow();
            rows.add(List.of(
                    result.scene(),
                    result.tool(),
                    String.valueOf(result.endpoints()),
                    number("%.0f", median(result.perSecond())),
                    number("%.2f times as fast", ours.timesAsFastAs(result))));
        }
        return TextTable.of(rows);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
