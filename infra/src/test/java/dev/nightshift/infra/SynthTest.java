package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthTest {
    // Every optional part left out.
    private static final String LEAST = """
            site: least
            zone: UTC
            functions:
              weekend-instance-stopper:
                enabled: false
                snapStart: false
                every: 1 hour
                dryRun: %s
                schedules: {lab: {stop: [Fri 18:00 -> Mon 08:00]}}
            """;

    @TempDir
    private Path folder;

    // In a process of its own: the order of the JDK's immutable maps differs from one to the next.
    @Test
    void theSameSiteIsTheSameBytes() throws IOException, InterruptedException {
        Path out = folder.resolve("cdk.out");

        Run run = synth(Assembly.SITE, out);

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(files(out))
                .containsKeys(
                        "manifest.json",
                        "nightshift-acme-prod.template.json",
                        "accounts/nightshift-acme-prod-watch.template.json")
                .isEqualTo(files(Assembly.shared().folder()));
    }

    @Test
    void aBadSiteIsALineForEachProblemAndNoStackTrace() throws IOException, InterruptedException {
        Run run = synth("site: acme\nzone: Mars/Olympus\nfunction: {}\n", folder.resolve("cdk.out"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output().lines().filter(line -> line.startsWith(folder.toString())))
                .containsExactly(
                        folder
                                + "/site.yaml: zone: \"Mars/Olympus\": expected a time zone of the IANA database, such as"
                                + " Europe/Berlin",
                        folder + "/site.yaml: function: \"{}\": unknown key; known here: site, zone, watch,"
                                + " notify, logs, functions");
        assertThat(run.output()).doesNotContain("\tat ", "Exception");
    }

    @Test
    void aChangedSettingIsANewVersionForTheAlias() {
        Assembly dry = Assembly.of(LEAST.formatted("true"));
        Assembly real = Assembly.of(LEAST.formatted("false"));

        assertThat(dry.resources("AWS::Lambda::Version").keySet())
                .doesNotContainAnyElementsOf(
                        real.resources("AWS::Lambda::Version").keySet());
        aFunctionThatIsOffHasASilentScheduleAndAlarm(dry);
    }

    // Asserted on an assembly that is there anyway: a synthesis takes seconds.
    private static void aFunctionThatIsOffHasASilentScheduleAndAlarm(Assembly off) {
        assertThat(off.resources("AWS::Scheduler::Schedule").toString())
                .contains("State=DISABLED", "ScheduleExpression=cron(0 * * * ? *)");
        assertThat(off.resources("AWS::CloudWatch::Alarm").toString()).contains("ActionsEnabled=false");
        assertThat(off.resources("AWS::Lambda::Function").toString())
                .doesNotContain("SnapStart", "ReservedConcurrentExecutions");
        assertThat(off.accounts().folder()).doesNotExist();
        assertThat(off.resources("AWS::IAM::Role").toString()).doesNotContain("RoleName");
        assertThat(off.resources("AWS::SNS::Subscription")).isEmpty();
        assertThat(off.resources("AWS::Chatbot::SlackChannelConfiguration")).isEmpty();
    }

    @Test
    void anArchiveThatIsNotBuiltIsNamed() {
        assertThatThrownBy(() -> new Repository(folder).archive("weekend-instance-stopper"))
                .hasMessage(folder.resolve("functions/weekend-instance-stopper/target/weekend-instance-stopper.zip")
                        + ": is not built; ./mvnw package builds it");
    }

    private record Run(int exitCode, String output) {}

    private Run synth(String site, Path out) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("site.yaml"), site);
        ProcessBuilder synth = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dnightshift.root=" + Assembly.REPOSITORY.root(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Synth.class.getName())
                .redirectErrorStream(true);
        synth.environment().put("CDK_OUTDIR", out.toString());
        synth.environment().put("CDK_CONTEXT_JSON", Json.write(Map.of("site", file.toString())));
        Process process = synth.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static Map<String, String> files(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            Map<String, String> contents = new TreeMap<>();
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                // Archives are named after the hash of what is in them.
                contents.put(name, name.endsWith(".zip") ? "" : Files.readString(file));
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
