package dev.nightshift.local.ops.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.Ops;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String ITEMS = """
            {"Items": [
              {"type": {"S": "config"}, "name": {"S": "scheduler"}, "tagname": {"S": "Schedule"}},
              {"type": {"S": "period"}, "name": {"S": "office"}, "begintime": {"S": "09:00"}, "endtime": {"S": "17:30"},
               "weekdays": {"SS": ["mon-thu", "fri#2"]}, "months": {"SS": ["oct-jun"]}},
              {"type": {"S": "period"}, "name": {"S": "evening"}, "begintime": {"S": "20:00"}, "endtime": {"S": "23:59"}},
              {"type": {"S": "period"}, "name": {"S": "odd"}, "weekdays": {"SS": ["^"]}},
              {"type": {"S": "schedule"}, "name": {"S": "berlin"}, "timezone": {"S": "Europe/Berlin"},
               "periods": {"SS": ["office", "evening@t3.large"]}, "enforced": {"BOOL": true}, "hibernate": {"BOOL": false}},
              {"type": {"S": "schedule"}, "name": {"S": "off"}, "override_status": {"S": "stopped"}},
              {"type": {"S": "schedule"}, "name": {"S": "strange"}, "periods": {"SS": ["odd", "gone"]}}
            ], "Count": 7}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void itsTableBecomesSchedulesThatMeanTheSame() throws IOException {
        assertThat(convert(ITEMS)).isEqualTo(ExitStatus.FINDINGS);

        ScheduleFile ours = ScheduleFile.read(Files.writeString(folder.resolve("ours.yaml"), out.toString()));
        assertThat(ours.problems()).isEmpty();
        assertThat(ours.schedules().keySet()).containsExactly("berlin", "off");
        assertThat(Interval.of(
                        Objects.requireNonNull(ours.schedules().get("berlin")),
                        Instant.parse("2026-11-12T08:00:00Z"),
                        Instant.parse("2026-11-13T12:00:00Z")))
                .extracting(interval -> interval.start() + " " + interval.state())
                .containsExactly(
                        "2026-11-12T08:00:00Z RUNNING",
                        "2026-11-12T16:30:00Z STOPPED",
                        "2026-11-12T19:00:00Z RUNNING",
                        "2026-11-12T23:00:00Z STOPPED",
                        "2026-11-13T08:00:00Z RUNNING");
    }

    @Test
    void whatCannotBeCarriedOverIsNamed() throws IOException {
        convert(ITEMS);

        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "ops: berlin: period evening: ends at 24:00 and not at 23:59, so that nothing stops for a minute",
                        "ops: berlin: the instance type of \"evening@t3.large\" is not carried over",
                        "ops: berlin: enforced is not part of a schedule here",
                        "ops: strange: there is no period \"gone\"",
                        "ops: strange: left out: run[0].days: \"^\": \"^\" is no weekday; expected mon to sun or 0"
                                + " (Monday) to 6");
    }

    @Test
    void whatItsCommandAnswersIsTakenToo() throws IOException {
        assertThat(convert("""
                [{"Periods": [{"Name": "nights", "Type": "period", "Begintime": "22:00", "Endtime": "06:00",
                               "Weekdays": ["mon-fri"], "Description": "?"}]},
                 {"Schedules": [{"Name": "batch", "Type": "schedule", "Periods": ["nights"], "Timezone": "UTC",
                                 "Enforced": false}]}]
                """)).isEqualTo(ExitStatus.FINDINGS);

        assertThat(out.toString()).contains("batch", "zone: UTC", "days: mon-fri", "until: ");
        assertThat(err.toString().strip())
                .isEqualTo("ops: batch: period nights: begins after it ends, which never ran; here it runs overnight");
    }

    @Test
    void aFileWithoutSchedulesIsRefused() throws IOException {
        assertThat(convert("{}")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString()).contains("there are no schedules of Instance Scheduler in it");
    }

    private int convert(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("scheduler.json"), json);
        return Ops.execute(new PrintWriter(out), new PrintWriter(err), "import", "instance-scheduler", file.toString());
    }
}
