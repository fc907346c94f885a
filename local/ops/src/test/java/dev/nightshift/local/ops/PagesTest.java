package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.ops.demo.SimulatedClock;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs the commands of all pages as they are written there, against an embedded endpoint.
class PagesTest {
    private static final String REGION = "eu-central-1";
    private static final String BUCKET = "nightshift-state";
    private static final Pattern BLOCK = Pattern.compile("^```sh\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    // They have tests of their own, or are the test; the others deploy.
    private static final List<String> RUN_ELSEWHERE =
            List.of("./ops demo", "./ops test", "$EDITOR", "cd ", "npm ", "npx ", "aws ");

    // The files that the commands name, and where the tests have such a file.
    private static final Map<String, String> FILES = Map.of(
            "policies.yml", "import/cloud-custodian/every-day.yml",
            "scan.json", "import/instance-scheduler/office-hours.json",
            "more-pages.json", "import/instance-scheduler/nights.json",
            "template.yaml", "import/instance-scheduler/template.yaml",
            "keystore.p12", "dev/nightshift/local/ops/certs/files/keytool.p12",
            "internal-ca.pem", "dev/nightshift/local/ops/certs/files/root.pem");

    // Nothing is changed by hand for a function that changes nothing.
    private static final String SITE = " --config site.yaml";

    @TempDir
    private Path directory;

    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-30T12:00:00Z"));
    private final LocalAws aws = LocalAws.start(clock);
    private final AwsEnvironment environment = AwsEnvironment.of(aws);

    @BeforeEach
    void fill() throws IOException {
        aws.s3(REGION).bucket(BUCKET);
        aws.ssm(REGION).put("/nightshift/example/bucket", "String", BUCKET);
        aws.sns("111122223333", REGION).topic("reports");
        aws.autoScaling(REGION).group("shop-blue").serving(aws.ec2(REGION).launch("m7g.large"));
        aws.ec2(REGION).launch("m7g.large").tag("Name", "web-1").tag("nightshift:schedule", "office-hours");
        Path resources = Pages.ROOT.resolve("local/ops/src/test/resources");
        FILES.forEach((name, resource) -> copy(resources.resolve(resource), directory.resolve(name)));
        Files.writeString(directory.resolve("password.txt"), "changeit\n");
        Files.writeString(directory.resolve("targets.txt"), "127.0.0.1:1\n");
        Files.writeString(directory.resolve("tags.json"), "{\"Tags\": []}");
        Files.createDirectory(directory.resolve("live"));
        String site = Files.readString(Pages.ROOT.resolve("infra/site.yaml"));
        Files.writeString(directory.resolve("site.yaml"), site.replace("dryRun: true", "dryRun: false"));
    }

    @AfterEach
    void close() {
        environment.close();
        aws.close();
    }

    static Stream<String> commands() throws IOException {
        return Pages.all().flatMap(PagesTest::commands).distinct();
    }

    private static Stream<String> commands(Path page) {
        return BLOCK.matcher(Pages.text(page))
                .results()
                .flatMap(block -> block.group(1).replace("\\\n", " ").lines())
                .map(line -> line.replaceFirst("\\s+#.*", "").strip())
                .filter(line -> !line.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandDoesWhatItSays(String command) throws IOException {
        if (RUN_ELSEWHERE.stream().anyMatch(command::startsWith)) {
            return;
        }
        assertThat(command).startsWith("./ops ");
        // What others end or start again, or compare with.
        if (command.contains("--baseline")) {
            write("today.json", run("./ops certs --file targets.txt --json").printed());
        }
        run("./ops pause weekend-instance-stopper --until 2026-12-01T18:00 --why test");
        if (command.startsWith("./ops start")) {
            run("./ops stop web-1 --until 16:00 --yes" + SITE);
            run("./ops keep-off web-1 --end --yes" + SITE);
        }

        Ran ran = run(command.contains("web-1") ? command + SITE : command);

        assertThat(ran.status()).as(ran.printed()).isIn(ExitStatus.FINE, ExitStatus.FINDINGS);
        assertThat(ran.printed()).isNotBlank();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private record Ran(int status, String printed) {}

    private Ran run(String line) {
        StringWriter out = new StringWriter();
        String[] words = WORD.matcher(line.replaceFirst(" > \\S+$", ""))
                .results()
                .map(word -> Optional.ofNullable(word.group(1))
                        .orElseGet(() -> here(Optional.ofNullable(word.group(2)).orElse(word.group(3)))))
                .skip(1)
                .toArray(String[]::new);
        int status = Ops.execute(clock, new PrintWriter(out), new PrintWriter(out), words);
        return new Ran(status, out.toString());
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Files of the checkout are there, other files are in the test's folder, and hosts are port 1 of this machine,
    /// where
    /// nothing listens.
    private String here(String word) {
        if (Files.exists(Pages.ROOT.resolve(word))) {
            return Pages.ROOT.resolve(word).toString();
        }
        Map<String, String> files = Map.of("/etc/letsencrypt/live", "live");
        String file = files.getOrDefault(word, word);
        return file.matches("[a-z-]+\\.(html|json|ya?ml|p12|pem|txt)|live")
                ? directory.resolve(file).toString()
                : word.replaceAll("((shop|mail|mx1|proxy)\\.example\\.com|\\[2001:db8::1])(:\\d+)?", "127.0.0.1:1");
    }
}
