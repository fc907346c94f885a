package dev.nightshift.rotator;

import static dev.nightshift.rotator.Fixture.NOW;
import static dev.nightshift.rotator.Fixture.config;
import static dev.nightshift.rotator.Fixture.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.ParameterStore.Past;
import dev.nightshift.rotator.Plan.Demand;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static final String OURS = "arn:aws:sts::123456789012:assumed-role/nightshift-Role/rotator";
    private static final String PERSON = "arn:aws:iam::123456789012:user/person";

    private static Plan plan(String keys, Optional<Demand> demand) {
        return new Plan(config(keys), "/rotator", NOW, demand, Map::of);
    }

    private static Verdict verdict(Parameter parameter, List<Past> history) {
        return plan("\"dryRun\": false", Optional.empty())
                .of(List.of(parameter), Map.of(parameter.name(), history))
                .getFirst();
    }

    private static Instant daysAgo(long days) {
        return NOW.minus(Duration.ofDays(days));
    }

    @ParameterizedTest
    @CsvSource({"30, true", "29, false", "31, true", "0, false"})
    void aValueIsDueWhenItIsAsOldAsItsTagSays(long age, boolean due) {
        Parameter ours = parameter("/acme/db", 7, daysAgo(age), OURS);

        assertThat(verdict(ours, List.of()) instanceof Verdict.Rotate).isEqualTo(due);
    }

    @Test
    void aManualTouchDoesNotPutTheRotationOff() {
        Parameter touched = parameter("/acme/db", 3, daysAgo(1), PERSON);
        List<Past> history = List.of(
                new Past(1, daysAgo(90), PERSON, List.of()),
                new Past(2, daysAgo(31), OURS, List.of()),
                new Past(3, daysAgo(1), PERSON, List.of()));

        assertThat(plan("\"dryRun\": false", Optional.empty()).needsHistory(touched))
                .isTrue();
        assertThat(verdict(touched, history))
                .isInstanceOfSatisfying(
                        Verdict.Rotate.class,
                        rotate -> assertThat(rotate.since()).isEqualTo(daysAgo(1)));
    }

    @Test
    void whatWeNeverWroteIsAsOldAsItsOldestVersion() {
        Parameter never = parameter("/acme/db", 2, daysAgo(1), PERSON);

        assertThat(verdict(
                        never,
                        List.of(
                                new Past(1, daysAgo(90), PERSON, List.of()),
                                new Past(2, daysAgo(1), PERSON, List.of()))))
                .isInstanceOf(Verdict.Rotate.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 5, false", "2, 5, true", "2, 40, false"})
    void aHistoryIsAskedForOnlyWhereItDecides(long version, long age, boolean needed) {
        Parameter foreign = parameter("/acme/db", version, daysAgo(age), PERSON);

        assertThat(plan("\"dryRun\": false", Optional.empty()).needsHistory(foreign))
                .isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nightshift:rotate-every=monthly | its tag nightshift:rotate-every is \"monthly\": expected a time between a day and ten years, such as 30d, 720h or P30D: runs are daily",
                "nightshift:strategy=oracle | its tag nightshift:strategy is \"oracle\": expected one of random, postgres, postgres-by-admin, postgres-alternating, mysql, mysql-by-admin, mysql-alternating, iam-access-key, redis, http"
            })
    void aWrongTagIsThatParametersErrorAlone(String tag, String why) {
        List<Verdict> verdicts = plan("\"dryRun\": false", Optional.empty())
                .of(List.of(parameter("/acme/bad", tag), parameter("/acme/good")), Map.of());

        assertThat(verdicts)
                .hasSize(2)
                .anySatisfy(
                        verdict -> assertThat(verdict).isEqualTo(new Verdict.Refuse(parameter("/acme/bad", tag), why)))
                .anySatisfy(verdict -> assertThat(verdict).isInstanceOf(Verdict.Rotate.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "/acme/db | postgres | -",
                "/acme/db | random | its tag nightshift:strategy is \"random\": the settings' paths allow postgres, mysql below /acme/",
                "/acme/apps/db | random | -",
                "/acme/apps/db | postgres | its tag nightshift:strategy is \"postgres\": the settings' paths allow random below /acme/apps/",
                "/acme/apps-2/db | mysql | -"
            })
    void belowAPathOnlyItsStrategiesRotateAndTheLongestPathDecides(String name, String strategy, @Nullable String why) {
        RotatorConfig config = Fixture.read("""
                {"zone": "UTC", "paths": {"/acme/": ["postgres", "mysql"], "/acme/apps": ["random"]}}""");
        Parameter one = parameter(name, "nightshift:strategy=" + strategy);

        Verdict verdict = new Plan(config, "/rotator", NOW, Optional.empty(), Map::of)
                .of(List.of(one), Map.of())
                .getFirst();

        assertThat(config.paths()).containsExactly("/acme/", "/acme/apps/");
        assertThat(verdict instanceof Verdict.Refuse refuse ? refuse.why() : null)
                .isEqualTo(why);
    }

    /// Without a call; of JSON, whose other fields are not known, only what is certain.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "random   | length=24               | [a-z]{12}    | no value of its password rule can match its allowed pattern",
                "random   | length=24 classes=lower | [a-z]{24}    | -",
                "random   | -                       | .*[/ ].*     | no value of its password rule can match its allowed pattern",
                "random   | -                       | (x+x+)+y     | no value of its password rule can match its allowed pattern",
                "random   | length=100 classes=lower | .*.*.*.*.*.*!x | its allowed pattern takes too long to be checked: write it without repetitions of repetitions",
                "postgres | -                       | [A-Za-z0-9]+ | no value of its password rule can match its allowed pattern",
                "postgres | -                       | postgres://.* | no value of its password rule can match its allowed pattern",
                "postgres | -                       | \\s*\\{.*\\}  | -",
                "postgres | -                       | (?=\\{).*password.* | -",
                "postgres | -                       | .{3}          | -",
                "mysql    | length=7                | -            | its tag nightshift:password is \"length=7\": expected 8 to 128 characters",
                "mysql    | length=20 size=3        | -            | its tag nightshift:password is \"length=20 size=3\": expected one of the settings' passwords.rules, or words such as length=24 classes=lower+digits exclude=0O",
                "random   | classes=emoji           | -            | its tag nightshift:password is \"classes=emoji\": expected lower, upper, digits or signs"
            })
    void aPatternOrARuleThatNoValueCanMeetIsRefusedByThePlan(String strategy, String rule, String pattern, String why) {
        Parameter parameter = parameter(
                "/acme/db", "nightshift:strategy=" + strategy, "nightshift:password=" + rule.replaceFirst("^-$", ""));
        Parameter allowing = allowing(parameter, Optional.of(pattern).filter(text -> !text.equals("-")));

        Verdict verdict = verdict(allowing, List.of());

        if (why.equals("-")) {
            assertThat(verdict).isInstanceOf(Verdict.Rotate.class);
        } else {
            assertThat(verdict).isEqualTo(new Verdict.Refuse(allowing, why));
        }
    }

    private static Parameter allowing(Parameter one, Optional<String> pattern) {
        return new Parameter(
                one.name(),
                one.type(),
                one.version(),
                one.keyId(),
                one.tier(),
                one.dataType(),
                one.description(),
                pattern,
                one.expires(),
                one.modified(),
                one.modifiedBy(),
                one.tags());
    }

    /// What was written some seconds into yesterday's run is due in today's.
    @Test
    void aDailyRotationIsDueDaily() {
        Parameter daily = parameter("/acme/db", 2, daysAgo(1).plusSeconds(40), OURS, "nightshift:rotate-every=1d");

        assertThat(verdict(daily, List.of())).isInstanceOf(Verdict.Rotate.class);
    }

    @Test
    void whatTheRotatorLivesOnIsRefused() {
        Plan plan = plan(
                "\"databases\": {\"orders\": {\"host\": \"db\", \"admin\": \"/acme/admin\", \"users\": [\"app\"]}}",
                Optional.empty());

        assertThat(plan.of(List.of(parameter("/acme/admin")), Map.of()))
                .containsExactly(new Verdict.Refuse(parameter("/acme/admin"), "the rotator itself lives on it"));
    }

    @Test
    void whatIsUnderWayComesFirstAndWhatHasBeenDueLongestNext() {
        Parameter young = parameter("/acme/a", 2, daysAgo(31), OURS);
        Parameter old = parameter("/acme/b", 2, daysAgo(60), OURS);
        Parameter begun = parameter("/acme/c", 2, daysAgo(1), OURS);
        Parameter pending = parameter(Pending.nameFor("/acme/c"));
        Parameter orphan = parameter(Pending.nameFor("/acme/gone"));

        List<Verdict> verdicts =
                plan("\"dryRun\": false", Optional.empty()).of(List.of(young, old, begun, pending, orphan), Map.of());

        assertThat(verdicts)
                .extracting(verdict -> verdict.getClass().getSimpleName() + " "
                        + verdict.parameter().name())
                .containsExactly(
                        "Resume /acme/c",
                        "Rotate /acme/b",
                        "Rotate /acme/a",
                        "Refuse " + Pending.nameFor("/acme/gone"));
    }

    @Test
    void whatARotationLeftBehindIsBroughtToItsEndButKeepsNobodyFromGoingBack() {
        Parameter live = parameter("/acme/mailer", 2, daysAgo(31), OURS, "nightshift:strategy=iam-access-key");
        Parameter claim = parameter(Claim.nameFor("/acme/mailer"));
        Demand back = new Demand("/acme/mailer", Origin.PREVIOUS);

        assertThat(plan("\"dryRun\": false", Optional.empty()).of(List.of(live, claim), Map.of()))
                .containsExactly(new Verdict.Resume(live, Strategy.IAM_ACCESS_KEY, Optional.empty()));
        assertThat(plan("\"dryRun\": false", Optional.of(back)).of(List.of(live, claim), Map.of()))
                .containsExactly(new Verdict.Rotate(live, Strategy.IAM_ACCESS_KEY, NOW, Origin.PREVIOUS, true));
        assertThat(plan("\"dryRun\": false", Optional.empty()).of(List.of(claim), Map.of()))
                .singleElement()
                .isInstanceOf(Verdict.Refuse.class);
    }

    @ParameterizedTest
    @CsvSource({"NEW", "PREVIOUS"})
    void onDemandOneIsRotatedAndNothingElseBegun(Origin origin) {
        Parameter young = parameter("/acme/young", 2, daysAgo(1), OURS);
        Parameter due = parameter("/acme/due", 2, daysAgo(60), OURS);

        List<Verdict> verdicts = plan("\"dryRun\": false", Optional.of(new Demand("/acme/young", origin)))
                .of(List.of(young, due), Map.of());

        assertThat(verdicts)
                .containsExactlyInAnyOrder(
                        new Verdict.Rotate(young, Strategy.POSTGRES, NOW, origin, true),
                        new Verdict.Leave(due, Strategy.POSTGRES, daysAgo(30)));
    }
}
