package dev.nightshift.local.ops.schedule.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Shapes of the guide's examples and of what its tools print, named by the page that describes them.
class InstanceSchedulerYearTest {
    private static final Path CORPUS = Path.of("src/test/resources/import/instance-scheduler");

    /// Where the imported schedule differs on purpose, and why.
    ///
    /// When clocks go back an hour comes twice. Instance Scheduler reads the wall and runs a period's minutes
    /// in that hour twice; here every occurrence is one interval, at the first of the two.
    private static final Map<String, List<String>> ON_PURPOSE = Map.of(
            "half-past-two",
            List.of("10-31 02:00 +01:00, 2 quarters: STOPPED, RUNNING"),
            "half-an-hour",
            List.of("11-07 01:15 -05:00, 2 quarters: STOPPED, RUNNING"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            office-hours.json        | sample-schedules, 9-5                                     | 1
            stop-in-the-evening.json | sample-schedules, after 5 PM; issue 225                   | 2
            closed-weekend.json      | sample-schedules, weekend; two pages of a scan in a row   | 1
            first-deployment.json    | the table after a first deployment                        | 4
            template.yaml            | manage-schedules-using-infrastructure-as-code-iac         | 2
            template.json            | the same as JSON, with a list for a set                   | 1
            days-of-the-month.json   | period-reference, days of the month                       | 6
            days-of-the-week.json    | period-reference, days of the week, months                | 4
            nights.json              | period-reference, adjacent periods                        | 3
            one-sided.json           | period-reference, start and stop times                    | 8
            version-one.json         | a table of version 1.5, with its default_timezone         | 1
            command-line.json        | scheduler-cli, describe-periods and describe-schedules    | 1
            export.json              | DynamoDB data export to Amazon S3, one item in a line     | 1
            scan.yaml                | aws dynamodb scan --output yaml                           | 1
            clock-change.json        | times in the hour that comes twice                        | 2
            """)
    void decidesAsItsGuideSaysAtEveryQuarterOfAYear(String file, String page, int schedules) throws IOException {
        StringWriter errors = new StringWriter();
        Path theirFile = CORPUS.resolve(file);
        Map<String, Schedule> ours =
                Year2027.imported(folder, errors, "import", "instance-scheduler", theirFile.toString());
        ConfigurationFile read = ConfigurationFile.read(theirFile);
        DocumentedInstanceScheduler theirs = new DocumentedInstanceScheduler(read);

        assertThat(ours).as(page + "\n" + errors).hasSize(schedules).containsOnlyKeys(read.names());
        ours.forEach((name, schedule) -> assertThat(Year2027.differences(
                        read.zone(name),
                        Year2027.states(schedule).andThen(InstanceSchedulerYearTest::words),
                        local -> theirs.desired(name, local.toLocalDateTime())))
                .as("%s of %s", name, file)
                .isEqualTo(Objects.requireNonNullElse(ON_PURPOSE.get(name), List.of())));
    }

    private static String words(State state) {
        return state == State.NO_OPINION ? "ANY" : state.name();
    }
}
