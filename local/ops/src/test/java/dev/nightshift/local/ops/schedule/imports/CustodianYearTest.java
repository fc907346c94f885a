package dev.nightshift.local.ops.schedule.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.Ops;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustodianYearTest {
    private static final Path CORPUS = Path.of("src/test/resources/import/cloud-custodian");

    /// Where the imported schedule differs on purpose, and why.
    ///
    /// An hour that clocks skip never comes for Custodian, so that it does nothing that day; here it is the
    /// instant of the change. Days without stops are said by workdays, which are whole days.
    private static final Map<String, List<String>> ON_PURPOSE = Map.of(
            "small-hours.yml",
            List.of("03-28 03:00 +02:00, 8 quarters: STOPPED, RUNNING"),
            "skipped-nights.yml",
            List.of(
                    "06-16 00:00 +00:00, 24 quarters: RUNNING, STOPPED",
                    "06-17 20:00 +00:00, 16 quarters: RUNNING, STOPPED"));

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            workdays.yml         | custodianhours                          | ``
            workdays.yml         | off-m-f-19-on-m-f-7                     | off=(M-F,19);on=(M-F,7)
            workdays.yml         | off-m-f-21-u-18-on-m-f-6-u-10-tz-pt     | off=[(M-F,21),(U,18)];on=[(M-F,6),(U,10)];tz=pt
            workdays.yml         | off-m-f-18-tz-australia-sydney          | offu3du28M-Fu2c18u29u3btzu3daustraliau2fsydney
            workdays.yml         | off-f-m-0-on-t-h-0                      | off=(F-M,0);on=(T-H,0);
            workdays.yml         | tz-est                                  | tz=est
            workdays.yml         | on-s-9                                  | on=(S,9)
            every-day.yml        | downtime                                | ``
            weekends-only.json   | maid-offhours                           | ``
            holidays.yml         | hours                                   | ``
            nobody-stops.yml     | maid-offhours                           | ``
            nobody-starts.yml    | maid-offhours                           | ``
            small-hours.yml      | night                                   | ``
            skipped-nights.yml   | release                                 | ``
            """)
    void anInstanceThatNobodyTouchesIsUpWhenCustodianHasItUp(String file, String name, String tag) throws IOException {
        String value = Objects.requireNonNullElse(tag, "");
        Path policies = CORPUS.resolve(file);
        Map<String, Schedule> ours =
                Year2027.imported(folder, err, "import", "cloud-custodian", policies.toString(), "--tag-value", value);
        DocumentedCustodian theirs = new DocumentedCustodian(policies, value);

        Schedule schedule =
                Objects.requireNonNull(ours.get(name.replace("maid-", "maid_")), () -> ours.keySet() + "\n" + err);
        assertThat(schedule.zone().getRules()).isEqualTo(theirs.zone().getRules());
        assertThat(Year2027.differences(theirs.zone(), held(schedule), theirs::after))
                .isEqualTo(Objects.requireNonNullElse(ON_PURPOSE.get(file), List.of()));
    }

    /// No opinion leaves an instance as it was.
    private static Function<Instant, String> held(Schedule schedule) {
        String[] last = {"RUNNING"};
        return at -> {
            State state = schedule.state(at);
            last[0] = state == State.NO_OPINION ? last[0] : state.name();
            return last[0];
        };
    }

    @Test
    void theScheduleIsWrittenAsAPersonWould() {
        assertThat(ops(CORPUS.resolve("every-day.yml").toString()))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);
        assertThat(ops(CORPUS.resolve("workdays.yml").toString(), "--tag-value", "off=(U,2);on=(M-F,7)"))
                .isEqualTo(ExitStatus.FINE);
        assertThat(ops(CORPUS.resolve("holidays.yml").toString())).isEqualTo(ExitStatus.FINE);

        assertThat(out).hasToString("""
                schedules:
                  # downtime is empty or on
                  downtime:
                    zone: Europe/Berlin
                    stop: ['20:00 -> 08:00']
                    startAll: true
                    hibernate: true
                schedules:
                  # custodianhours is empty or on
                  custodianhours:
                    zone: America/Los_Angeles
                    stop: ['Fri 19:00 -> Mon 07:00', 'Mon-Thu 19:00 -> 07:00']
                    startAll: true
                  # custodianhours is off=(U,2);on=(M-F,7)
                  off-u-2-on-m-f-7:
                    zone: America/Los_Angeles
                    stop: ['Sun 02:00 -> Mon 07:00']
                    startAll: true
                schedules:
                  # hours is empty or on
                  hours:
                    zone: Europe/London
                    stop: ['Fri 18:00 -> Mon 06:00', 'Mon-Thu 18:00 -> 06:00']
                    startAll: true
                    holidays: hours
                holidays:
                  hours:
                    dates: [2017-12-25, 2027-01-01, 2027-05-03, 2027-12-27, 2027-12-28]
                """);
    }

    @Test
    void valuesOfTheTagComeFromWhatAwsPrints() throws IOException {
        Path tags = Files.writeString(folder.resolve("tags.json"), """
                {"Tags": [
                  {"Key": "CustodianHours", "ResourceId": "i-1", "ResourceType": "instance", "Value": "off=(M-F,20)"},
                  {"Key": "CustodianHours", "ResourceId": "i-2", "ResourceType": "instance", "Value": "off"},
                  {"Key": "CustodianHours", "ResourceId": "i-3", "ResourceType": "instance", "Value": "on"},
                  {"Key": "Name", "ResourceId": "i-3", "ResourceType": "instance", "Value": "off=(M-F,23)"}]}
                """);

        assertThat(ops(CORPUS.resolve("workdays.yml").toString(), tags.toString()))
                .isEqualTo(ExitStatus.FINE);

        assertThat(out.toString().lines().filter(line -> line.matches("  [a-z].*:")))
                .containsExactly("  custodianhours:", "  off-m-f-20:");
        assertThat(err.toString()).contains("custodianhours: tag: \"off\": opts out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            off=(M-F,19),on=(M-F,7)    | tag: "off=(M-F,19),on=(M-F,7)": "off=(m-f,19),on=(m-f,7)" is no part of a schedule
            off=(M-F,25)               | tag: "off=(M-F,25)": "(m-f,25)" is no time; expected days of M, T, W, H, F, S, U and an hour
            off=(X,9)                  | tag: "off=(X,9)": "(x,9)" is no time
            stop=(M,9)                 | tag: "stop=(M,9)": "stop" is not off, on or tz
            nightly                    | tag: "nightly": "nightly" is no part of a schedule
            tz=mars                    | tag: "tz=mars": "mars" is no time zone; expected an alias such as pt
            off=(M,9);on=(M,9)         | tag: "off=(M,9);on=(M,9)": stops and starts in the same hour
            """)
    void aTagValueThatIsNoScheduleIsOneLine(String value, String message) {
        assertThat(ops(CORPUS.resolve("workdays.yml").toString(), "--tag-value", value))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains(message)
                .endsWith("; left out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            resource: rds               | p: resource: "rds": only ec2 is imported; the policy is left out
            actions: [terminate]        | p: actions: "["terminate"]": expected one offhour filter and the action stop
            actions: [stop, notify]     | p: actions: "{"type":"notify"}": is not carried over
            filters: [{type: offhour, default_tz: pt, opt-out: true}] | maid_offhours: opt-out: "true": here instances opt in
            filters: [{type: offhour, default_tz: pt, fallback-schedule: 'off=(M-F,20)'}] | maid_offhours: fallback-schedule: "off=(M-F,20)": here
            filters: [{type: offhour, default_tz: pt, skip-days-from: {url: x}}] | p: skip-days-from: "{"url":"x"}": is not fetched
            filters: [{type: offhour, default_tz: pt, skip-days: [tomorrow]}] | p: skip-days: "["tomorrow"]": "tomorrow" is no date
            filters: [{type: offhour, default_tz: pt, offhour: 24}] | p: offhour: "24": expected an hour from 0 to 23
            filters: [{type: offhour, default_tz: ps}] | maid_offhours: policy: "p": "ps" is no time zone
            filters: [{type: offhour, default_tz: pt}, {'tag:Env': dev}] | p: filters: "{"tag:Env":"dev"}": is not carried over
            filters: [{or: [{type: offhour, default_tz: pt}, {'tag:Env': dev}]}] | p: filters: "[{"or":
            """)
    void eachLossOfAPolicyIsOneLine(String changed, String message) throws IOException {
        String[] lines = {"resource: ec2", "filters: [{type: offhour, default_tz: pt}]", "actions: [stop]"};
        for (int i = 0; i < lines.length; i++) {
            String key = lines[i].substring(0, lines[i].indexOf(':') + 1);
            lines[i] = changed.startsWith(key) ? changed : lines[i];
        }
        Path file = Files.writeString(folder.resolve("p.yml"), "policies:\n- name: p\n  " + String.join("\n  ", lines));

        assertThat(ops(file.toString())).as(out.toString()).isEqualTo(ExitStatus.FINDINGS);
        assertThat(err.toString().lines()).first().asString().startsWith("ops: " + file + ": " + message);
    }

    @Test
    void aPolicyFileWithoutHoursIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("p.yml"), "policies:\n- name: p\n  resource: ec2\n");

        assertThat(ops(file.toString())).isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString()).contains("there are no offhour or onhour policies of Cloud Custodian in it");
    }

    private int ops(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "import";
        all[1] = "cloud-custodian";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Ops.execute(new PrintWriter(out), new PrintWriter(err), all);
    }
}
