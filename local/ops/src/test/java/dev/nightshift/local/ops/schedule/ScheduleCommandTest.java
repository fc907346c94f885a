package dev.nightshift.local.ops.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Zones;
import dev.nightshift.local.ops.Ops;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.schedule.Schedule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
                by time zone data %s
                """.formatted(Zones.version()));
    }

    @Test
    void aHolidayOfTheCountryIsInIt() {
        ops("schedule", site.toString(), "--at", "2026-12-25T12:00:00Z", "--name", "office-hours", "--json");

        assertThat(out.toString())
                .startsWith(
                        "{\"schedule\":\"office-hours\",\"zone\":\"Europe/Berlin\",\"tzdata\":\"" + Zones.version()
                                + "\",\"at\":\"2026-12-25T12:00:00Z\","
                                + "\"state\":\"stopped\",\"since\":\"2026-12-24T23:00:00Z\",\"reason\":\"holiday 2026-12-25\",");
    }

    @Test
    void nowIsSaidInWholeSeconds() {
        ops("schedule", site.toString(), "--name", "lab", "--json");

        assertThat(out.toString()).containsPattern("\"at\":\"\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z\"");
    }

    @Test
    void aBrokenScheduleThatIsNamedSaysWhyItIsBroken() throws IOException {
        Files.writeString(site, SITE.replace("Fri 18:00", "Fry 18:00"));

        ops("schedule", site.toString(), "--name", "office-hours");

        assertThat(err.toString())
                .contains("office-hours.stop[0]: \"Fry 18:00 -> Mon 08:00\": \"Fry\" is no weekday")
                .doesNotContain("has no schedule");
    }

    @Test
    void aZoneThatThisJdkHasOtherwiseIsNamed() throws IOException {
        Files.writeString(site, SITE.replace("Europe/Berlin", "GMT+0"));

        ops("schedule", site.toString(), "--at", "2026-11-21T12:00:00Z", "--name", "office-hours");

        assertThat(out.toString()).contains("office-hours (GMT+0), Sat 21 Nov 2026 12:00");
        assertThat(err.toString()).contains("ops: GMT+0: the JDK here has other rules than tzdata " + Zones.version());
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
                by time zone data %s
                """.formatted(Zones.version()));
    }

    @Test
    void aRangeIsDrawnWithItsDatesClockChangesNamedHolidaysAndSums() throws IOException {
        for (String drawing : draw("--from", "2026-10-19", "--to", "2026-11-01")) {
            assertThat(drawing)
                    .contains("office-hours, lab", "Mon 19 Oct 2026 \u2013 Sun 1 Nov 2026, times in Europe/Berlin")
                    .contains(
                            "office-hours: Europe/Berlin \u00b7 stopped 125 h of 337 h (37 %)", "lab: America/New_York")
                    .contains("19 Oct \u2013 25 Oct 2026", "26 Oct \u2013 1 Nov 2026", ">Mon 19<", ">Sun 1<", ">12<")
                    .contains("Sun 25 Oct 03:00: clocks go back 60 min (office-hours)")
                    .contains("Sun 1 Nov 2026: holiday, All Saints (office-hours)", ">63 h<", ">62 h<")
                    .contains("stopped, Fri 23 Oct 18:00 to Mon 26 Oct 08:00, 63 h: Fri 18:00 -&gt; Mon 08:00")
                    .doesNotContain("<script", "http://fonts", "src=");
        }
    }

    @Test
    void theLegendHasWhatOccursAndTheSchedulesShareOneAxis() throws IOException {
        String page = draw("--from", "2026-11-02", "--to", "2026-11-08", "--name", "lab")
                .getFirst();
        assertThat(legend(page)).containsExactly("stopped", "running", "left as it is");

        page = draw("--from", "2026-10-26", "--to", "2026-11-01").getFirst();
        assertThat(legend(page)).containsExactly("stopped", "running", "left as it is", "holiday", "clock change");
        // New York's 09:00 is Berlin's 14:00 in that week, and its midnight 05:00.
        assertThat(page).contains("x='14.000' y='0' width='15.000' height='22' class='running'");
        assertThat(page.split("<h2>", -1)).hasSize(2);
    }

    @Test
    void thePresentIsDrawnWhereItLiesInTheRange() {
        ZoneId zone = Zones.of("Europe/Berlin");
        Schedule schedule = Settings.read(
                "test", Map.of("stop", "22:00 -> 06:00"), root -> Schedule.from("nights", root, zone, Map.of()));
        RangePicture.Setting setting = new RangePicture.Setting(
                Instant.parse("2026-11-29T23:00:00Z"),
                Instant.parse("2026-12-06T23:00:00Z"),
                Instant.parse("2026-12-01T11:00:00Z"),
                Map.of());

        RangePicture picture = RangePicture.of(List.of(schedule), setting);

        assertThat(picture.weeks())
                .singleElement()
                .satisfies(week -> assertThat(week.now()).hasValue(36.0));
        assertThat(legend(PicturePage.of(picture))).containsExactly("stopped", "running", "now");
    }

    private List<String> draw(String... options) throws IOException {
        Path svg = folder.resolve("t.svg");
        Path html = folder.resolve("t.html");
        List<String> arguments = new ArrayList<>(
                List.of("schedule", site.toString(), "--svg", svg.toString(), "--html", html.toString()));
        arguments.addAll(List.of(options));
        assertThat(ops(arguments.toArray(String[]::new))).as(err.toString()).isEqualTo(ExitStatus.FINE);
        return List.of(Files.readString(html), Files.readString(svg));
    }

    private static List<String> legend(String page) {
        return Pattern.compile("</svg>([a-z ]+)</span>")
                .matcher(page.substring(page.indexOf("class='keys'")))
                .results()
                .map(result -> result.group(1))
                .toList();
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

    @Test
    void anUnknownNameIsReportedWhereNoScheduleCanBeUsed() throws IOException {
        Files.writeString(site, "schedules: {broken: {stop: 22:00 -> 22:00}}\n");

        assertThat(ops("schedule", site.toString(), "--name", "night")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString()).contains("has no schedule \"night\" that can be used; it has no other either");
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
