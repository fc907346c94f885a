package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
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

    @Test
    void theSameSiteIsTheSameBytes() {
        assertThat(files(Assembly.of(Assembly.SITE).folder()))
                .isEqualTo(files(Assembly.shared().folder()));
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
        assertThat(off.resources("AWS::SNS::Subscription")).isEmpty();
        assertThat(off.resources("AWS::Chatbot::SlackChannelConfiguration")).isEmpty();
    }

    @Test
    void anArchiveThatIsNotBuiltIsNamed(@TempDir Path elsewhere) {
        assertThatThrownBy(() -> new Repository(elsewhere).archive("weekend-instance-stopper"))
                .hasMessage(elsewhere.resolve("functions/weekend-instance-stopper/target/weekend-instance-stopper.zip")
                        + ": the whole: is not built; ./mvnw package builds it");
    }

    private static Map<String, String> files(Path folder) {
        // Archives are named after their contents' hash; the site's text is not part of the assembly.
        try (Stream<Path> walk = Files.walk(folder)) {
            Map<String, String> contents = new TreeMap<>();
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                contents.put(name, name.endsWith(".zip") ? "" : Files.readString(file));
            }
            assertThat(contents.keySet()).containsAll(Set.of("manifest.json", "nightshift-acme-prod.template.json"));
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
