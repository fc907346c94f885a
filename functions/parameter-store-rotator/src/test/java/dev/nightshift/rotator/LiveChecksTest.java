package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Pause;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.aws.Result;
import dev.nightshift.rotator.FakeStore.Line.Break;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Live values of which nothing is due.
class LiveChecksTest {
    private static final String NAME = "/acme/prod/db";

    private final CheckScene scene = new CheckScene();

    /// One parameter whose published value is its second.
    private void twoVersions() {
        scene.put(NAME, "postgres", "app", "first");
        scene.put(NAME, "postgres", "app", "second");
        scene.database.passwords.put("app", "second");
    }

    private long calls(String call) {
        return Collections.frequency(scene.line.calls(), call);
    }

    private static String text(Result result) {
        return DigestJson.machine(result.answer(), Integer.MAX_VALUE);
    }

    private void days(int count) {
        IntStream.range(0, count).forEach(day -> scene.daily());
    }

    private boolean publishedWorks() {
        return scene.database.opens(scene.store.newest(NAME));
    }

    @Test
    void eachIsAskedOnceInItsDaysTenReadACallAndNobodyHearsOfIt() {
        for (int n = 0; n < 100; n++) {
            scene.put("/acme/p" + n, "postgres", "user" + n, "password");
            scene.database.passwords.put("user" + n, "password");
        }
        scene.put("/acme/token", "random", "nobody", "none");
        for (int day = 0; day < 7; day++) {
            scene.line.calls().clear();
            scene.daily();
            assertThat(calls("test")).isBetween(1L, 40L);
            assertThat(calls("read")).isEqualTo((calls("test") + 9) / 10);
            assertThat(scene.line.calls()).doesNotContain("begin", "set", "write");
        }
        assertThat(scene.told).isEmpty();
        assertThat(scene.checked.values()).hasSize(100).doesNotContainKey("/acme/token");

        scene.line.calls().clear();
        days(7);
        assertThat(calls("test")).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"checkEvery\": \"off\"", "\"dryRun\": true"})
    void whatIsOffOrDryAsksNothing(String setting) {
        scene.config = Fixture.config((setting.contains("dryRun") ? "" : "\"dryRun\": false, ") + setting);
        twoVersions();
        days(8);

        assertThat(scene.line.calls()).containsOnly("describe");
        assertThat(scene.checked).isEqualTo(Checked.NOTHING);
    }

    /// Terraform put the old value back, or a failover lost the change.
    @Test
    void aTargetThatWasPutBackIsHealedFromTheVersionBefore() {
        twoVersions();
        scene.database.passwords.put("app", "first");

        days(7);

        assertThat(publishedWorks()).isTrue();
        assertThat(scene.store.all(NAME)).hasSize(3);
        assertThat(scene.store.isAnythingPending()).isFalse();
        assertThat(scene.told)
                .singleElement()
                .satisfies(mail -> assertThat(mail.verdict()).isEqualTo("1 rotated"));
        assertThat(calls("test")).as("live, the one before, the new one").isEqualTo(3);
    }

    @Test
    void whatNothingKeptOpensIsCriticalUntilAPersonMendsIt() {
        twoVersions();
        scene.database.passwords.put("app", "somebody-elses");
        days(7);

        assertThat(scene.told).isNotEmpty();
        assertThat(scene.told.getFirst().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(scene.findings.known.standing().keySet()).containsExactly(NAME + " frozen", NAME + " locked out");
        assertThat(CheckScene.metrics(scene.run(Ask.DAILY))).contains("\"Frozen\":1", "\"LockedOut\":1");

        scene.database.passwords.put("app", "second");
        scene.line.pass(Duration.ofDays(1));
        Result mended = scene.run(Ask.DAILY);
        assertThat(mended.answer().verdict()).isEqualTo("1 working again");
        assertThat(scene.findings.known.standing()).isEmpty();
        assertThat(CheckScene.metrics(mended)).contains("\"Frozen\":0", "\"LockedOut\":0");
        assertThat(scene.store.all(NAME)).as("nothing was changed").hasSize(2);
    }

    /// Every run of six hours: the daily one, its retries and those of the schedule that resumes.
    @Test
    void inNoHourIsAUserSentMoreThanTwoWrongPasswordsNorOneOfThemTwice() {
        for (String password : List.of("one", "two", "three", "four")) {
            scene.put(NAME, "postgres", "app", password);
        }
        scene.database.passwords.put("app", "somebody-elses");
        while (calls("test") == 0) {
            scene.daily();
        }
        scene.line.pass(Duration.ofDays(-1));
        long before = calls("test");
        scene.run(Ask.DAILY);
        assertThat(calls("test")).as("a retry").isEqualTo(before);
        int hourly = 0;
        for (int minute = 5; minute < 360; minute += 5) {
            scene.line.pass(Duration.ofMinutes(5));
            before = calls("test");
            boolean resumed = scene.resumes();
            assertThat(calls("test") - before).isLessThanOrEqualTo(2);
            hourly += resumed ? 1 : 0;
            assertThat(resumed).as("after %d minutes", minute).isEqualTo(minute >= 60 && minute % 60 <= 5);
        }
        assertThat(hourly).isEqualTo(10);
        assertThat(scene.told).as("once").hasSize(1);
    }

    @Test
    void aVersionTwoBeforeThatWorksIsFoundWithinTheHour() {
        for (String password : List.of("one", "two", "three")) {
            scene.put(NAME, "postgres", "app", password);
        }
        scene.database.passwords.put("app", "one");
        while (calls("test") == 0) {
            scene.daily();
        }
        scene.line.pass(Duration.ofDays(-1));
        for (int minute = 5; minute <= 65; minute += 5) {
            scene.line.pass(Duration.ofMinutes(5));
            scene.resumes();
        }

        assertThat(publishedWorks()).isTrue();
        assertThat(scene.findings.known.standing()).isEmpty();
    }

    @Test
    void whatCannotBeAskedIsNoFindingForTwiceTheTimeAndNeverCritical() {
        twoVersions();
        scene.line.breakEach("test", Break.LOST);
        days(6);
        Result result = scene.daily();
        assertThat(scene.told).isEmpty();
        assertThat(text(result)).contains("Not checked", "the target does not answer");
        days(14);

        assertThat(scene.told).isNotEmpty().allSatisfy(mail -> {
            assertThat(mail.severity()).isEqualTo(Severity.WARNING);
            assertThat(mail.verdict()).isEqualTo("1 unchecked");
        });
        assertThat(scene.findings.known.standing().keySet()).containsExactly(NAME + " unchecked");
        assertThat(calls("test")).as("once a day").isBetween(14L, 21L);

        scene.line.mend();
        scene.daily();
        assertThat(scene.findings.known.standing()).isEmpty();
        assertThat(scene.store.all(NAME)).hasSize(2);
    }

    @Test
    void whileTheFunctionIsPausedWhatIsRefusedIsReportedAndNotTouched() {
        twoVersions();
        scene.database.passwords.put("app", "first");
        scene.pauses = new Pauses(List.of(pause()));
        days(7);

        assertThat(scene.told.getFirst().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(scene.line.calls()).doesNotContain("begin", "set", "write");
        assertThat(scene.findings.known.standing()).containsKey(NAME + " locked out");

        scene.pauses = Pauses.NONE;
        scene.daily();
        assertThat(publishedWorks()).isTrue();
        assertThat(scene.findings.known.standing()).isEmpty();
    }

    private Pause pause() {
        return new Pause(
                Optional.of("parameter-store-rotator"),
                scene.line.now(),
                scene.line.now().plus(Duration.ofDays(90)),
                "release",
                "ann");
    }

    /// One value among ten cannot be decrypted.
    @Test
    void aValueThatCannotBeReadKeepsNobodyFromReadingTheOthers() {
        for (int n = 0; n < 30; n++) {
            scene.put("/acme/p" + n, "postgres", "user" + n, "password");
            scene.database.passwords.put("user" + n, "password");
        }
        scene.config = Fixture.config("\"dryRun\": false, \"checkEvery\": \"1 day\"");
        int first = scene.line.calls().size();
        scene.line.breakAt(first + 1, Break.LOST);
        scene.line.breakAt(first + 2, Break.LOST);
        scene.daily();

        assertThat(calls("test")).isEqualTo(29);
        assertThat(calls("read")).isEqualTo(1 + 10 + 2);
    }

    /// A user of whom one connection more is felt.
    @Test
    void aUserWithFewConnectionsIsAskedOnceAndThenListed() {
        twoVersions();
        scene.targets = (parameter, strategy) -> new Limited(scene.database);
        days(30);
        Result result = scene.daily();

        assertThat(calls("test")).isEqualTo(1);
        assertThat(text(result))
                .contains("Not checked", "its user may have 2 connections: it is not checked before its next rotation");
        assertThat(scene.told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"rotate", "rollback"})
    void onDemandAParameterWhoseLiveValueIsDeadBeginsWithTheVersionBefore(String what) {
        twoVersions();
        scene.database.passwords.put("app", "first");
        Verdict.Origin origin = what.equals("rotate") ? Verdict.Origin.NEW : Verdict.Origin.PREVIOUS;

        Result result = scene.run(new Ask(Optional.of(new Plan.Demand(NAME, origin)), false));

        assertThat(result.answer().verdict()).isEqualTo("1 rotated");
        assertThat(publishedWorks()).isTrue();
        boolean old = scene.store.newest(NAME).sameAs(CheckScene.value("app", "first"));
        assertThat(old).isEqualTo(what.equals("rollback"));
    }

    @Test
    void whatIsRememberedCannotBeReadAndEachIsAskedOnItsDayAllTheSame() {
        scene.storeLost = true;
        for (int n = 0; n < 40; n++) {
            scene.put("/acme/p" + n, "postgres", "user" + n, "password");
            scene.database.passwords.put("user" + n, "password");
        }
        days(21);

        assertThat(calls("test")).isEqualTo(120);
    }

    /// An access key is looked up, never called with.
    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void anAccessKeyIsLookedUpAndOneThatIsNotActiveIsAPersonsDecision(boolean active, int frozen) {
        FakeAccessKeys iam = new FakeAccessKeys(scene.line);
        Secret live = iam.make();
        scene.store.put(NAME, live, FakeStore.OURS, CheckScene.tags("iam-access-key"));
        scene.config = Fixture.config(
                "\"dryRun\": false, \"checkEvery\": \"1 day\", \"accessKeys\": {\"users\": [\"/apps/*\"]}");
        scene.targets = (parameter, strategy) ->
                new AccessKeyTarget(iam, scene.store, scene.config.accessKeys(), scene.line::pass);
        String id = Objects.requireNonNull(iam.keys.keySet().iterator().next());
        iam.activate(FakeAccessKeys.USER, id, active);
        scene.line.calls().clear();

        days(2);
        scene.line.pass(Duration.ofMinutes(61));
        scene.resumes();

        assertThat(scene.line.calls())
                .contains("owner", "list")
                .doesNotContain("caller", "create", "activate", "begin");
        assertThat(iam.lastUse(id)).isEmpty();
        assertThat(scene.told).hasSize(2 * frozen).allSatisfy(mail -> {
            assertThat(mail.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(DigestJson.machine(mail, 100))
                    .contains("its access key is not active")
                    .doesNotContain(id);
        });
    }

    private record Limited(Target of) implements Target {
        @Override
        public LiveAnswer look(Secret live) {
            assertThat(of.test(live)).isEqualTo(Answer.YES);
            return new LiveAnswer.Limited(2);
        }

        @Override
        public Secret candidate(Parameter parameter, Secret live) {
            return of.candidate(parameter, live);
        }

        @Override
        public Answer test(Secret value) {
            return of.test(value);
        }

        @Override
        public boolean isExclusive() {
            return of.isExclusive();
        }

        @Override
        public boolean canBeSetAgain() {
            return of.canBeSetAgain();
        }

        @Override
        public Change change(Secret pending, Secret working) {
            return of.change(pending, working);
        }
    }
}
