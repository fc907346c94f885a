package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.ops.demo.SimulatedClock;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The commands of the README and of the pages below `docs`, as they stand there, in front of an embedded endpoint.
class PagesTest {
    private static final Path ROOT = Checkout.current().root();
    private static final String REGION = "eu-central-1";
    private static final String BUCKET = "nightshift-state";
    private static final Pattern BLOCK = Pattern.compile("^```sh\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");
    // They have tests of their own, or are the test; the others deploy.
    private static final List<String> RUN_ELSEWHERE =
            List.of("./ops demo", "./ops test", "$EDITOR", "cd ", "npm ", "npx ", "aws cloudformation ");

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
        Path resources = ROOT.resolve("local/ops/src/test/resources");
        Files.copy(resources.resolve("import/cloud-custodian/every-day.yml"), directory.resolve("policies.yml"));
        Files.copy(
                resources.resolve("dev/nightshift/local/ops/certs/files/keytool.p12"),
                directory.resolve("keystore.p12"));
        Files.writeString(directory.resolve("password.txt"), "changeit\n");
        Files.createDirectory(directory.resolve("live"));
        Files.copy(resources.resolve("import/instance-scheduler/office-hours.json"), directory.resolve("scan.json"));
        String site = Files.readString(ROOT.resolve("infra/site.yaml"));
        Files.writeString(directory.resolve("site.yaml"), site.replace("dryRun: true", "dryRun: false"));
    }

    @AfterEach
    void close() {
        environment.close();
        aws.close();
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.toList().stream());
        }
    }

    static Stream<String> commands() throws IOException {
        return pages().flatMap(PagesTest::commands).distinct();
    }

    private static Stream<String> commands(Path page) {
        return BLOCK.matcher(text(page))
                .results()
                .flatMap(block -> block.group(1).replace("\\\n", " ").lines())
                .map(line -> line.replaceFirst("\\s+#.*", "").strip())
                .filter(line -> !line.isEmpty());
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandDoesWhatItSays(String command) {
        if (RUN_ELSEWHERE.stream().anyMatch(command::startsWith)) {
            return;
        }
        assertThat(command).startsWith("./ops ");
        // What others end or start again.
        run("./ops pause weekend-instance-stopper --until 2026-12-01T18:00 --why test");
        if (command.startsWith("./ops start")) {
            run("./ops stop web-1 --until 16:00 --yes" + SITE);
            run("./ops keep-off web-1 --end --yes" + SITE);
        }

        Ran ran = run(command.contains("web-1") ? command + SITE : command);

        assertThat(ran.status()).as(ran.printed()).isIn(ExitStatus.FINE, ExitStatus.FINDINGS);
        assertThat(ran.printed()).isNotBlank();
    }

    private record Ran(int status, String printed) {}

    private Ran run(String command) {
        StringWriter out = new StringWriter();
        String[] words = WORD.matcher(command)
                .results()
                .map(word -> Optional.ofNullable(word.group(1)).orElseGet(() -> here(word.group(2))))
                .skip(1)
                .toArray(String[]::new);
        int status = Ops.execute(clock, new PrintWriter(out), new PrintWriter(out), words);
        return new Ran(status, out.toString());
    }

    /// Files of the checkout are there, other files in a folder of the test, and the hosts on this machine, where
    /// nothing
    /// listens on port 1.
    private String here(String word) {
        if (Files.exists(ROOT.resolve(word))) {
            return ROOT.resolve(word).toString();
        }
        Map<String, String> files = Map.of("/etc/letsencrypt/live", "live");
        String file = files.getOrDefault(word, word);
        return file.matches("[a-z-]+\\.(html|json|ya?ml|p12|txt)|live")
                ? directory.resolve(file).toString()
                : word.replaceAll("(shop|mail|mx1|proxy)\\.example\\.com(:\\d+)?", "127.0.0.1:1");
    }

    /// Everything that people read: also the page of each function, and the pages for contributors.
    private static Stream<Path> allPages() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT.resolve("functions"))) {
            List<Path> others = Stream.concat(
                            modules.map(module -> module.resolve("README.md")),
                            Stream.of("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                                    .map(ROOT::resolve))
                    .filter(Files::exists)
                    .toList();
            return Stream.concat(pages(), others.stream());
        }
    }

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        allPages()
                .forEach(page -> LINK.matcher(text(page)).results().forEach(link -> {
                    Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                    if (!Files.exists(target)) {
                        broken.add(ROOT.relativize(page) + ": " + link.group());
                    } else if (link.group(2) != null && anchors(target).noneMatch(link.group(2)::equals)) {
                        broken.add(ROOT.relativize(page) + ": " + link.group() + ": no such heading");
                    }
                }));
        assertThat(broken).isEmpty();
    }

    @Test
    void eachClassOfTheArchitectureExists() throws IOException {
        Set<String> classes = Pattern.compile("`([A-Z][a-z]\\w*)`")
                .matcher(text(ROOT.resolve("docs/architecture.md")))
                .results()
                .map(name -> name.group(1) + ".java")
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(classes).contains("LayersTest.java");
        for (String folder : List.of("functions", "infra/src", "local", "site")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.forEach(file -> classes.remove(file.getFileName().toString()));
            }
        }
        assertThat(classes).isEmpty();
    }

    @Test
    void eachModuleIsDrawn() throws IOException {
        String picture = text(ROOT.resolve("docs/modules.svg"));
        List<String> missing = new ArrayList<>();
        for (String folder : List.of("functions", "local")) {
            try (Stream<Path> modules = Files.list(ROOT.resolve(folder))) {
                modules.filter(module -> Files.exists(module.resolve("src/main")))
                        .map(module -> folder.equals("local") ? ROOT.relativize(module) : module.getFileName())
                        .map(name -> ">" + name + "<")
                        .filter(name -> !picture.contains(name))
                        .forEach(missing::add);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Stream<String> anchors(Path page) {
        Matcher headings = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE).matcher(text(page));
        return headings.results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'));
    }

    /// What a newcomer reads in one go.
    @Test
    void theReadmeIsShort() {
        assertThat(text(ROOT.resolve("README.md")).lines()).hasSizeLessThanOrEqualTo(200);
    }
}
