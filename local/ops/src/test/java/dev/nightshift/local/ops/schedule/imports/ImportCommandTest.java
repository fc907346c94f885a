package dev.nightshift.local.ops.schedule.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.Ops;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
    private static final Path CORPUS = Path.of("src/test/resources/import/instance-scheduler");
    private static final String OFFICE =
            "{\"type\": \"period\", \"name\": \"office\", \"weekdays\": [\"mon-fri\"], \"begintime\": \"9:00\", \"endtime\": \"17:00\"}\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "office-hours.json",
                "stop-in-the-evening.json",
                "closed-weekend.json",
                "template.yaml",
                "template.json",
                "days-of-the-month.json",
                "nights.json",
                "one-sided.json",
                "version-one.json",
                "command-line.json",
                "export.json",
                "scan.yaml"
            })
    void whatIsKeptWholeEndsWithNothingToSay(String file) {
        assertThat(ops("instance-scheduler", CORPUS.resolve(file).toString()))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);
        assertThat(err).hasToString("");
    }

    @Test
    void nothingIsNothingInYamlToo() throws IOException {
        Path file = Files.writeString(folder.resolve("scan.yaml"), """
                Items:
                - {type: schedule, name: a, timezone: UTC, periods: [p], override_status: null, hibernate: ~}
                - {type: period, name: p, begintime: '08:00', endtime: null, weekdays: !!set {mon: null, fri: }}
                """);

        assertThat(ops("instance-scheduler", file.toString()))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);
        assertThat(out.toString()).contains("- {days: 'fri,mon', from: '08:00'}");
    }

    @Test
    void aScheduleWhoseNameIsDecidedAtDeploymentIsLeftOutAndThatIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), """
                Parameters: {Env: {Type: String}}
                Resources:
                  Lab:
                    Type: Custom::ServiceInstanceSchedule
                    Properties: {Timezone: UTC, Periods: [{BeginTime: "08:00", EndTime: "18:00"}]}
                  Office:
                    Type: Custom::ServiceInstanceSchedule
                    Properties: {Name: !Sub "${Env}-x", Timezone: UTC, Periods: [{BeginTime: "08:00", EndTime: "18:00"}]}
                """);

        assertThat(ops("instance-scheduler", file.toString(), "--stack", "s")).isEqualTo(ExitStatus.FINDINGS);
        assertThat(err.toString()).contains("Office: Name: \"{\"Fn::Sub\":\"${Env}-x\"}\": is decided at deployment");
        assertThat(out.toString()).doesNotContain("Env");
    }

    @Test
    void keysThatOurLanguageHasAreKeptAndDescriptionsBecomeComments() throws IOException {
        schedule(
                "\"enforced\": true, \"hibernate\": \"True\", \"timezone\": \"Europe/Berlin\", \"description\": \"a # b\\nc\"");

        assertThat(out).hasToString("""
                schedules:
                  # a # b c
                  s:
                    zone: Europe/Berlin
                    run:
                    - {days: mon-fri, from: '09:00', until: '17:00'}
                    enforced: both
                    hibernate: true
                    startAll: true
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "retain_running": true              | retain_running: "true": is not carried over
            "stop_new_instances": false         | stop_new_instances: "false": is not carried over
            "ssm_maintenance_window": ["Sunday"] | ssm_maintenance_window: "Sunday": is not carried over
            "periods": ["office@t3.large"]      | periods: "office@t3.large": the instance type t3.large is not carried over
            "periods": ["office", "gone"]       | periods: "gone,office": there is no period "gone" in these files; expected one of office; the schedule is left out
            "override_status": "stopped"        | override_status: "stopped": stops what somebody started after 24 hours, and not never
            "override_status": "paused"         | override_status: "paused": expected running or stopped; the schedule is left out
            "timezone": "Mars/Olympus"          | zone: "Mars/Olympus": expected a time zone
            "stopnew": true                     | stopnew: "true": is no key of a schedule; expected enforced, hibernate
            "begin": 1                          | begin: "1": is no key of a schedule
            """)
    void eachLossIsOneLineWithFileScheduleKeyAndValue(String key, String message) throws IOException {
        assertThat(schedule(key)).isEqualTo(ExitStatus.FINDINGS);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("ops: " + folder.resolve("0.json") + ": s: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"stop_new_instances\": true",
                "\"use_maintenance_window\": true",
                "\"use_maintenance_window\": false, \"ssm_maintenance_window\": [\"Sunday\"]",
                "\"retain_running\": false",
                "\"enforced\": false",
                "\"metrics\": true, \"use_metrics\": true",
                "\"configured_in_stack\": \"arn:aws:cloudformation:eu-west-1:111122223333:stack/s/1\"",
                "\"override_status\": \"Running\"",
                "\"override_status\": \"stopped\", \"enforced\": true"
            })
    void whatChangesNothingIsNotALoss(String key) throws IOException {
        assertThat(schedule(key)).as(err.toString()).isEqualTo(ExitStatus.FINE);
        assertThat(err).hasToString("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "begintime": "18:00", "endtime": "9:00"  | period p: begintime: "18:00": is after endtime 9:00, which Instance Scheduler refuses; here the period runs overnight
            "begintime": "9:00", "endtime": "09:00"  | periods: "p": stops what somebody started after 24 hours
            "begintime": "540"                       | period p: begintime: "540": expected a time from 0:00 to 23:59, in quotes; the schedule is left out
            "endtime": "24:00"                       | period p: endtime: "24:00": expected a time from 0:00 to 23:59
            "weekdays": ["^"]                        | run[0].days: "^": "^" is no weekday; expected mon to sun or 0 (Monday) to 6; the schedule is left out
            "monthdays": ["20-10"]                   | run[0].monthdays: "20-10": "20-10" runs backwards
            "description": "nothing"                 | period p: begintime: expected a time or days; the schedule is left out
            "weekday": ["mon"], "begintime": "9:00", "endtime": "10:00" | period p: weekday: "mon": is no key of a period; expected begintime, endtime
            """)
    void aPeriodThatInstanceSchedulerRefusesIsSaid(String keys, String message) throws IOException {
        assertThat(convert("{\"type\": \"period\", \"name\": \"p\", " + keys + "}"
                        + "{\"type\": \"schedule\", \"name\": \"s\", \"timezone\": \"UTC\", \"periods\": [\"p\"]}"))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("ops: " + folder.resolve("0.json") + ": s: " + message);
    }

    @Test
    void aPeriodInTheRightOrderIsNotCalledBackwards() throws IOException {
        assertThat(
                        convert(
                                OFFICE.replace("17:00", "16:59")
                                        + "{\"type\": \"schedule\", \"name\": \"s\", \"timezone\": \"UTC\", \"periods\": [\"office\"]}"))
                .isEqualTo(ExitStatus.FINE);
        assertThat(out.toString()).contains("from: '09:00', until: '16:59'");
    }

    @Test
    void theDefaultTimeZoneIsTheTablesTheOptionsOrSaidToBeUnknown() throws IOException {
        String schedule = "{\"type\": \"schedule\", \"name\": \"s\", \"periods\": [\"office\"]}";

        assertThat(convert(OFFICE + schedule
                        + "{\"type\": \"config\", \"name\": \"scheduler\", \"default_timezone\": \"Asia/Tokyo\"}"))
                .isEqualTo(ExitStatus.FINE);
        assertThat(ops("instance-scheduler", folder.resolve("0.json").toString(), "--default-timezone", "Asia/Seoul"))
                .isEqualTo(ExitStatus.FINE);
        assertThat(convert(OFFICE + schedule)).isEqualTo(ExitStatus.FINDINGS);

        assertThat(out.toString().lines().filter(line -> line.contains("zone")).map(String::strip))
                .containsExactly("zone: Asia/Tokyo", "zone: Asia/Seoul", "zone: UTC");
        assertThat(err.toString()).contains("s: timezone: is missing", "--default-timezone ZONE");
    }

    @Test
    void aTableMayBeInSeveralFilesAndADefinitionInTwoOfThem() throws IOException {
        assertThat(
                        convert(
                                OFFICE,
                                "[" + OFFICE
                                        + ", {\"type\": \"schedule\", \"name\": \"s\", \"timezone\": \"UTC\", \"periods\": \"office\"}]"))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);
        assertThat(
                        convert(
                                OFFICE,
                                OFFICE.replace("9:00", "8:00")
                                        + "{\"type\": \"schedule\", \"name\": \"s\", \"timezone\": \"UTC\", \"periods\": \"office\"}"))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(err.toString())
                .contains("1.json: office: period: \"begintime=8:00", "is defined twice and not the same");
    }

    @Test
    void whatATemplateDecidesAtDeploymentIsSaidAndNothingGuessed() throws IOException {
        Path template = Files.writeString(folder.resolve("t.yaml"), """
                Parameters:
                  Zone: {Type: String}
                  Begin: {Type: String, Default: '08:00'}
                Resources:
                  Own:
                    Type: Custom::ServiceInstanceSchedule
                    Condition: IsTest
                    Properties:
                      ServiceToken: !Ref Token
                      Name: !Sub '${AWS::StackName}-own'
                      NoStackPrefix: true
                      Timezone: UTC
                      Periods: [{BeginTime: !Sub '${Begin}', EndTime: '17:00', WeekDays: !Join [',', [mon, tue]]}]
                  Prefixed:
                    Type: Custom::ServiceInstanceSchedule
                    Properties:
                      Timezone: UTC
                      Periods: [{BeginTime: !Ref Begin, EndTime: '17:00'}]
                  Unknown:
                    Type: Custom::ServiceInstanceSchedule
                    Properties: {NoStackPrefix: 'True', Timezone: !Ref Zone, Periods: [{WeekDays: mon}]}
                  Chosen:
                    Type: Custom::ServiceInstanceSchedule
                    Properties: {NoStackPrefix: 'True', Timezone: UTC, Periods: [!If [IsTest, {WeekDays: mon}, {WeekDays: tue}]]}
                """);

        assertThat(ops("instance-scheduler", template.toString(), "--stack", "team"))
                .isEqualTo(ExitStatus.FINDINGS);

        assertThat(err.toString().lines().map(line -> line.replace("ops: " + template + ": ", "")))
                .containsExactly(
                        "team-own: Condition: \"IsTest\": is decided at deployment; here the schedule is always there",
                        "Chosen: Periods: \"{\"Fn::If\":[\"IsTest\",{\"WeekDays\":\"mon\"},{\"WeekDays\":\"tue\"}]}\": is decided at"
                                + " deployment; expected a value, or a parameter's default; the schedule is left out",
                        "Unknown: Timezone: \"{\"Ref\":\"Zone\"}\": is decided at deployment; expected a value, or a parameter's"
                                + " default; the schedule is left out",
                        "team-own: period team-own-period-0001: WeekDays: \"{\"Fn::Join\":[\",\",[\"mon\",\"tue\"]]}\": is decided at"
                                + " deployment; expected a value, or a parameter's default; the schedule is left out");
        assertThat(out).hasToString("""
                schedules:
                  team-Prefixed:
                    zone: UTC
                    run:
                    - {from: '08:00', until: '17:00'}
                    startAll: true
                """);
    }

    @Test
    void textFromWindowsIsRead() throws IOException {
        Path file = Files.write(
                folder.resolve("w.json"),
                ("\uFEFF" + OFFICE
                                + "{\"type\": \"schedule\", \"name\": \"s\", \"timezone\": \"UTC\", \"periods\": [\"office\"]}")
                        .getBytes(StandardCharsets.UTF_16LE));

        assertThat(ops("instance-scheduler", file.toString()))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                          | there are no schedules of Instance Scheduler in it
            {"Items": [}                | line 1, column 12: is not JSON
            {"a": 1, "a": 2}            | is not JSON: Duplicate field 'a'
            a: [                        | is not YAML
            a: 1, b: 2                  | is not YAML
            a: *b                       | is not YAML
            &a [*a]                     | nested more than 50 deep
            """)
    void aFileThatIsNeitherIsRefusedInOneLine(String text, String message) throws IOException {
        assertThat(convert(text)).isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString().lines()).singleElement().asString().contains("0.json: ", message);
        assertThat(out).hasToString("");
    }

    private int schedule(String keys) throws IOException {
        String periods = keys.contains("periods") ? "" : ", \"periods\": [\"office\"]";
        String zone = keys.contains("timezone") ? "" : ", \"timezone\": \"UTC\"";
        return convert(OFFICE + "{\"type\": \"schedule\", \"name\": \"s\", " + keys + periods + zone + "}");
    }

    private int convert(String... texts) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("instance-scheduler"));
        for (int i = 0; i < texts.length; i++) {
            arguments.add(
                    Files.writeString(folder.resolve(i + ".json"), texts[i]).toString());
        }
        return ops(arguments.toArray(String[]::new));
    }

    private int ops(String... arguments) {
        List<String> all = new ArrayList<>(List.of("import"));
        all.addAll(List.of(arguments));
        return Ops.execute(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }
}
