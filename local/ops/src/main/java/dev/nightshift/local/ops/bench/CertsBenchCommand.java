package dev.nightshift.local.ops.bench;

import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.local.ops.terminal.TextTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
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
        description = "Complete handshakes with loopback endpoints that answer at once and after 60 ms: ops certs,"
                + " prometheus-blackbox-exporter at the same concurrency, a sequential Python script, and openssl in a"
                + " loop; those that are installed.")
final class CertsBenchCommand implements Callable<Integer> {
    private static final List<Integer> LATENCIES_MILLIS = List.of(0, 60);
    // Until both ends are compiled: a handshake in the interpreter takes ten times as long.
    private static final int WARM_UP = 4_000;
    private static final int SEQUENTIAL_SAMPLE = 100;
    private static final String SERVER_NAME = "bench.test";
    private static final String PASSWORD = "benchmark";
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

    /// What a tool did at one latency.
    ///
    /// @param perSecond of each round
    private record Result(String tool, int latencyMillis, int endpoints, List<Double> perSecond) {
        /// How many times as fast, by the median of the rounds: pairs stand near each other in time, and whatever
        /// else the machine does strikes both.
        double timesAsFastAs(Result other) {
            return median(IntStream.range(0, perSecond.size())
                    .mapToObj(i -> perSecond.get(i) / other.perSecond().get(i))
                    .toList());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
        Path directory = Files.createTempDirectory("certs-bench");
        Path store = directory.resolve("store.p12");
        makeKeys(store);
        Path authority = Files.writeString(directory.resolve("ca.pem"), pem(store));
        Process server = startServer(store);
        Optional<BlackboxExporter> blackbox = BlackboxExporter.start(directory, authority, SERVER_NAME, concurrency);
        try (BufferedReader ports = server.inputReader(StandardCharsets.US_ASCII)) {
            List<CertsContender> contenders = new ArrayList<>();
            contenders.add(new CertsContender.Nightshift(authority, SERVER_NAME, concurrency));
            blackbox.ifPresent(contenders::add);
            contenders.addAll(programs(authority));
            List<Result> results = new ArrayList<>();
            for (int latency : LATENCIES_MILLIS) {
                results.addAll(measure(contenders, latency, Integer.parseInt(ports.readLine())));
            }
            spec.commandLine().getOut().print(table(results));
            return ExitStatus.FINE;
        } finally {
            server.destroy();
            blackbox.ifPresent(BlackboxExporter::close);
        }
    }

    private List<Result> measure(List<CertsContender> contenders, int latencyMillis, int port)
            throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        try (Progress progress = new Progress()) {
            for (CertsContender contender : contenders) {
                progress.show(contender.name() + " warms up");
                contender.see(addresses(contender.sequential() ? 1 : WARM_UP, port));
                int count = contender.sequential() ? Math.min(SEQUENTIAL_SAMPLE, endpoints) : endpoints;
                results.add(new Result(contender.name(), latencyMillis, count, new ArrayList<>()));
            }
            for (int round = 1; round <= rounds; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    Result result = results.get(i);
                    progress.show("round %d: %s, endpoints that answer after %d ms"
                            .formatted(round, result.tool(), latencyMillis));
                    long start = System.nanoTime();
                    contenders.get(i).see(addresses(result.endpoints(), port));
                    result.perSecond().add(result.endpoints() * 1e9 / (System.nanoTime() - start));
                }
            }
        }
        return results;
    }

    /// Different addresses, so that no tool gains by one connection from another.
    private static List<String> addresses(int count, int port) {
        return IntStream.range(0, count)
                .mapToObj(i -> "127.1." + i / 250 + "." + (i % 250 + 1) + ":" + port)
                .toList();
    }

    private static List<CertsContender> programs(Path authority) {
        Path script = Checkout.current().root().resolve(Path.of("local", "ops", "src", "bench", "certificates.py"));
        List<CertsContender> programs = new ArrayList<>();
        if (onPath("python3")) {
            programs.add(new CertsContender.Program(
                    "Python, sequential", List.of("python3", script.toString(), authority.toString(), SERVER_NAME)));
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

    /// @param results the first of each latency is what the others are compared with
    private static String table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LATENCY", "TOOL", "ENDPOINTS", "PER SECOND", "OPS CERTS IS"));
        for (Result result : results) {
            Result ours = results.stream()
                    .filter(other -> other.latencyMillis() == result.latencyMillis())
                    .findFirst()
                    .orElseThrow();
            rows.add(List.of(
                    result.latencyMillis() + " ms",
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

    private static Process startServer(Path store) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(java("java"), "-cp", System.getProperty("java.class.path"), CertsBenchServer.class.getName()));
        command.addAll(List.of(store.toString(), PASSWORD));
        LATENCIES_MILLIS.forEach(latency -> command.add(latency.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void makeKeys(Path store) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        java("keytool"),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-alias",
                        "bench",
                        "-dname",
                        "CN=" + SERVER_NAME,
                        "-ext",
                        "san=dns:" + SERVER_NAME,
                        "-validity",
                        "90",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new Failure("keytool ended with status " + keytool.exitValue());
        }
    }

    private static String pem(Path store) throws IOException, GeneralSecurityException {
        byte[] encoded = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray())
                .getCertificate("bench")
                .getEncoded();
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }
}
