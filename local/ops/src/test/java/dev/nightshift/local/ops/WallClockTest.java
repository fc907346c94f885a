package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Time and zone are arguments: each file that takes them from the machine is named here with its reason. So are the
/// rules
/// of zones, which come from the project's data.
class WallClockTest {
    private static final Path ROOT = Path.of(System.getProperty("nightshift.root", ""));
    private static final Pattern WALL_CLOCK = Pattern.compile("""
            (?x) \\b(Instant|LocalDate|LocalTime|LocalDateTime|ZonedDateTime|OffsetDateTime|OffsetTime
                   |Year|YearMonth|MonthDay|HijrahDate|JapaneseDate)(\\.|::)now\\b
            | \\b(InstantSource|Clock)(\\.|::)(system|tick)
            | \\bcurrentTimeMillis\\b
            | \\bnew\\ (Date|GregorianCalendar)\\(\\) | \\bDate::new\\b | \\bCalendar(\\.|::)getInstance\\b
            | \\bZoneId(\\.|::)systemDefault\\b | \\bTimeZone(\\.|::)getDefault\\b""");

    private static final Pattern ZONE_DATA = Pattern.compile("""
            (?x) \\bZoneId(\\.|::)(of|from|getAvailableZoneIds)\\b | \\bTimeZone(\\.|::)getTimeZone\\b
            | \\bZonedDateTime(\\.|::)parse\\b | \\bZoneRulesProvider\\b
            | \\bofPattern\\("[^"]*VV""");

    private static final String IN_LAMBDA = "decides for the event's time and compares it with Lambda's clock";
    private static final String FOR_A_PERSON = "answers a person for now when no other instant is asked for";
    private static final String TOOLS = "other programs judge these certificates by the machine's clock";
    private static final String SDK = "the SDK compares the end of credentials with the machine's clock";
    private static final String CREDENTIALS = "asks for a role's credentials again before STS ends them";
    private static final String LOG = "a line of the log has the machine's time";
    private static final String PACKAGED = "runs a packaged function or a command, which go by the machine's clock";

    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("functions/kit-aws/src/main/java/dev/nightshift/kit/aws/Accounts.java", CREDENTIALS),
            Map.entry("functions/kit-aws/src/main/java/dev/nightshift/kit/aws/Resources.java", IN_LAMBDA),
            Map.entry("functions/logging/src/main/java/dev/nightshift/logging/LambdaLogger.java", LOG),
            Map.entry("functions/parameter-store-rotator/src/main/java/dev/nightshift/rotator/Handler.java", IN_LAMBDA),
            Map.entry("functions/ssl-expiry-checker/src/main/java/dev/nightshift/certificates/Handler.java", IN_LAMBDA),
            Map.entry("functions/tls-probe/src/test/java/dev/nightshift/tls/PresentServers.java", TOOLS),
            Map.entry("local/aws/src/main/java/dev/nightshift/local/aws/security/Sts.java", SDK),
            Map.entry("local/aws/src/test/java/dev/nightshift/local/aws/StsContract.java", SDK),
            Map.entry("local/databases/src/main/java/dev/nightshift/local/databases/ServerCertificate.java", TOOLS),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/Ops.java", FOR_A_PERSON),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/RotateCommand.java", FOR_A_PERSON),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/RunCommand.java", FOR_A_PERSON),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/SitePauses.java", FOR_A_PERSON),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/certs/CertsCommand.java", FOR_A_PERSON),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/schedule/ScheduleCommand.java", FOR_A_PERSON),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/bench/CertsContender.java", TOOLS),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/bench/CheckerBenchCommand.java", PACKAGED),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/bench/IpsBenchCommand.java", PACKAGED),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/demo/LiveServers.java", PACKAGED),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/demo/SlowEndpoints.java", PACKAGED),
            Map.entry("local/ops/src/main/java/dev/nightshift/local/ops/lambda/LambdaProcess.java", PACKAGED),
            Map.entry("local/ops/src/test/java/dev/nightshift/local/ops/EventFilesTest.java", PACKAGED),
            Map.entry("local/ops/src/test/java/dev/nightshift/local/ops/RotateCommandTest.java", PACKAGED),
            Map.entry("local/ops/src/test/java/dev/nightshift/local/ops/demo/OpsLeakTest.java", PACKAGED),
            Map.entry("local/ops/src/test/java/dev/nightshift/local/ops/demo/PackagedCheckerTest.java", PACKAGED),
            Map.entry(
                    "local/ops/src/test/java/dev/nightshift/local/ops/lambda/ProbeHandler.java",
                    "says what clock its process has"),
            Map.entry(
                    "local/ops/src/test/java/dev/nightshift/local/ops/WallClockTest.java",
                    "proves that the tests run at the time that was asked for"));

    @Test
    void theMachinesClockIsReadWhereAReasonIsGivenAndNowhereElse() throws IOException {
        assertThat(matching(WALL_CLOCK))
                .as("take an Instant, InstantSource or ZoneId as an argument, or name the file and the reason here")
                .isEqualTo(new TreeSet<>(ALLOWED.keySet()));
    }

    @Test
    void theRulesOfZonesComeFromTheProjectsData() throws IOException {
        assertThat(matching(ZONE_DATA))
                .as("use Zones.of, which does not depend on the JDK's data")
                .containsExactly(
                        "functions/kit/src/main/java/dev/nightshift/kit/SingleZone.java",
                        "functions/kit/src/main/java/dev/nightshift/kit/Zones.java");
    }

    /// With a clock that is not set, a run at another date would prove nothing.
    @Test
    @EnabledIfSystemProperty(named = "nightshift.at", matches = ".+")
    void theTestsRunAtTheTimeThatWasAskedFor() {
        Instant asked = LocalDateTime.parse(System.getProperty("nightshift.at", ""))
                .atZone(ZoneId.systemDefault())
                .toInstant();

        // In the hour that comes twice in autumn, the clock may begin at either.
        assertThat(Instant.now()).isBetween(asked, asked.plus(Duration.ofHours(2)));
    }

    private static Set<String> matching(Pattern pattern) throws IOException {
        Set<String> matching = new TreeSet<>();
        for (String module : SourceTreeTest.modules()) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> pattern.matcher(text(file)).find())
                        .forEach(file -> matching.add(ROOT.relativize(file).toString()));
            }
        }
        return matching;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
