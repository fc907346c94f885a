package dev.nightshift.local.ops.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.Ops;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleCommandTest {
    private static final String SITE = """
            site: example
            zone: Europe/Berlin
            functions:
              weekend-instance-stopper:
                dryRun: true
                schedules:
                  office-hours:
                    stop: [Fri 18:00 -> Mon 08:00]
                    holidays: bavaria
                  lab:
                    zone: America/New_York
                    run: [{days: mon-fri, from: 09:00}]
                holidays:
                  bavaria: {country: DE-BY, years: 2026}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path site = Path.of("");

    @BeforeEach
    void writeSite() throws IOException {
        site = Files.writeString(folder.resolve("site.yaml"), SITE);
    }

    @Test
    void anInstantIsAnsweredWithStateSinceWhenWhyAndWhatComesNext() {
        assertThat(ops("schedule", site.toString(), "--at", "2026-11-21T12:00:00Z", "--name", "office-hours"))
                .isEqualTo(ExitStatus.FINE);

        assertThat(out).hasToString("""
                office-hours (Europe/Berlin), Sat 21 Nov 2026 13:00 (2026-11-21T12:00:00Z):
                  stopped since Fri 20 Nov 2026 18:00: Fri 18:00 -> Mon 08:00
                  running    from Mon 23 Nov 2026 08:00 (2026-11-23T07:00:00Z)
                  stopped    from Fri 27 Nov 2026 18:00 (2026-11-27T17:00:00Z)
                  running    from Mon 30 Nov 2026 08:00 (2026-11-30T07:00:00Z)
                  stopped    from Fri 4 Dec 2026 18:00 (2026-12-04T17:00:00Z)
                """);
    }

    @Test
    void aHolidayOfTheCountryIsInIt() {
        ops("schedule", site.toString(), "--at", "2026-12-25T12:00:00Z", "--name", "office-hours", "--json");

        assertThat(out.toString())
                .startsWith(
                        "{\"schedule\":\"office-hours\",\"zone\":\"Europe/Berlin\",\"at\":\"2026-12-25T12:00:00Z\","
                                + "\"state\":\"stopped\",\"since\":\"2026-12-24T23:00:00Z\",\"reason\":\"holiday 2026-12-25\",");
    }

    @Test
    void manyInstantsAreAskedAtOnce() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("2026-11-20T13:59:59Z\n\n2026-11-20T14:00:00Z\n2026-11-21T05:00:00Z\n"
                .getBytes(StandardCharsets.UTF_8)));
        try {
            ops("schedule", site.toString(), "--at", "-", "--name", "lab");
        } finally {
            System.setIn(before);
        }

        assertThat(out.toString().lines().map(line -> line.replaceAll(".*\"state\":\"([a-z-]+)\",\"since.*", "$1")))
                .containsExactly("no-opinion", "running", "stopped");
    }

    @Test
    void aRangeIsItsIntervals() {
        ops("schedule", site.toString(), "--from", "2026-10-23", "--to", "2026-10-26", "--name", "office-hours");

        assertThat(out).hasToString("""
                office-hours (Europe/Berlin): stopped 63 h
                  running  Fri 23 Oct 2026 00:00  Fri 23 Oct 2026 18:00  18 h  outside every stop window
                  stopped  Fri 23 Oct 2026 18:00  Mon 26 Oct 2026 08:00  63 h  Fri 18:00 -> Mon 08:00
                  running  Mon 26 Oct 2026 08:00  Tue 27 Oct 2026 00:00  16 h  outside every stop window
                """);
    }

    @Test
    void aRangeIsDrawnWithItsClockChangesHolidaysAndSums() throws IOException {
        Path svg = folder.resolve("t.svg");
        Path html = folder.resolve("t.html");

        ops(
                "schedule",
                site.toString(),
                "--from",
                "2026-10-19",
                "--to",
                "2026-11-01",
                "--svg",
                svg.toString(),
                "--html",
                html.toString());

        for (Path drawing : new Path[] {svg, html}) {
            assertThat(Files.readString(drawing))
                    .contains("office-hours", "Europe/Berlin · stopped 125 h of 337 h (37 %)", "19 Oct", "26 Oct")
                    .contains("Sun 25 Oct 03:00: clocks go back 60 min", "Sun 1 Nov 2026: holiday", ">63 h<", ">62 h<")
                    .contains("stopped, Fri 23 Oct 18:00 to Mon 26 Oct 08:00, 63 h: Fri 18:00 -&gt; Mon 08:00")
                    .doesNotContain("<script", "http://fonts", "src=");
        }
    }

    @Test
    void aBadZoneHidesNoOtherProblem() throws IOException {
        Files.writeString(site, SITE.replace("Europe/Berlin", "Mars/Olympus").replace("Fri 18:00", "Fry 18:00"));

        assertThat(ops("schedule", site.toString())).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString().lines())
                .hasSize(2)
                .satisfiesExactly(
                        zone -> assertThat(zone)
                                .contains(
                                        "site.yaml: zone: \"Mars/Olympus\": expected a time zone of the IANA database"),
                        window -> assertThat(window).contains("schedules.office-hours.stop[0]: \"Fry 18:00"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aBadScheduleIsReportedBesideTheOthers() throws IOException {
        Files.writeString(site, """
                schedules:
                  night: {stop: 22:00 -> 06:00}
                  broken: {stop: 22:00 -> 22:00}
                """);

        assertThat(ops("schedule", site.toString(), "--at", "2026-11-20T23:00:00Z"))
                .isEqualTo(ExitStatus.FINDINGS);

        assertThat(out.toString()).startsWith("night (Z), Fri 20 Nov 2026 23:00");
        assertThat(err.toString().strip())
                .isEqualTo("ops: " + site + ": schedules.broken.stop: \"22:00 -> 22:00\": start and end are the same; a"
                        + " whole day is 00:00 -> 24:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --at noon                           | --at: "noon": expected an instant such as 2026-11-20T17:00:00Z
        --at 2026-11-20T17:00:00Z --to 2027-01-01 | --at is an instant; expected it or a range, not both
        --from 2026-13-01                   | --from: "2026-13-01": expected a date such as 2026-11-20
        --from 2026-11-20 --to 2026-11-18   | --to 2026-11-18T23:00:00Z is not after --from 2026-11-19T23:00:00Z
        --name night                        | has no schedule "night" that can be used; there are office-hours, lab
        """)
    void wrongUseIsSaidInOneLine(String options, String message) {
        String[] arguments = ("schedule " + site + " " + options).split(" ", -1);

        assertThat(ops(arguments)).isIn(2, ExitStatus.FAILURE);
        assertThat(err.toString().lines().findFirst().orElseThrow()).endsWith(message);
    }

    private int ops(String... arguments) {
        return Ops.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
