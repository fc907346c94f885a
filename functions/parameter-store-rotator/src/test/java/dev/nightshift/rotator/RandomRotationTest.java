package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Random values over real HTTP: what is replaced, and what never is.
class RandomRotationTest {
    private static final String NAME = "/acme/token";
    private static final String SMTP =
            "{ \"from\": \"a@example.com\",\n  \"smtp\": {\"user\": \"app\", \"password\": \"old-password-1\"}, \"n\": 7 }\n";

    private final AwsScene scene = new AwsScene();

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        scene.close();
    }

    private SsmParameter due(String value) {
        return scene.due(NAME, "random", value, "Standard", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\": \"x\"}",
                "postgres://app:pw@db/shop",
                "Server=db;Password=pw;User=sa",
                "USER=app\nPASSWORD=pw\n",
                "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----"
            })
    void aValueThatHasPartsIsNotReplacedUnasked(String value) {
        SsmParameter parameter = due(value);

        Outcome outcome = scene.outcome(NAME);

        assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
        assertThat(outcome.why())
                .startsWith("its value ")
                .endsWith(": name the field to be replaced in the tag nightshift:field, or whole-value");
        assertThat(parameter.value()).isEqualTo(value);
        assertThat(scene.operations()).doesNotContain("PutParameter");
    }

    @Test
    void aValueThatHasPartsIsReplacedWhereATagSaysSoAndIsNotEvenRead() {
        SsmParameter parameter = due("{\"password\": \"x\"}").tag("nightshift:field", "whole-value");

        assertThat(scene.outcome(NAME).kind()).isEqualTo(Kind.ROTATED);
        assertThat(parameter.value()).hasSize(32);
        assertThat(scene.operations()).containsExactly("GetResources", "DescribeParameters", "PutParameter");
    }

    @Test
    void oneFieldIsReplacedAndEveryOtherByteStays() {
        SsmParameter parameter = due(SMTP).tag("nightshift:field", "/smtp/password");

        assertThat(scene.outcome(NAME).kind()).isEqualTo(Kind.ROTATED);

        String password = JsonField.read(Secret.of(parameter.value()))
                .orElseThrow()
                .text("/smtp/password")
                .orElseThrow();
        assertThat(password).hasSize(32);
        assertThat(parameter.value()).isEqualTo(SMTP.replace("old-password-1", password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "/password"})
    void anOwnFieldIsNamedWithOrWithoutItsSlash(String tag) {
        SsmParameter parameter =
                due("{\"password\": \"x\", \"a\": [{\"password\": \"y\"}]}").tag("nightshift:field", tag);

        assertThat(scene.outcome(NAME).kind()).isEqualTo(Kind.ROTATED);
        assertThat(parameter.value()).matches("\\{\"password\": \".{32,}\", \"a\": \\[\\{\"password\": \"y\"}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"n\": 7}              | n         | its tag nightshift:field is \"n\", and its value has no such field that holds text",
                "{\"a\": {\"b\": \"c\"}} | a         | its tag nightshift:field is \"a\", and its value has no such field that holds text",
                "{\"a\": \"b\"}          | /a/b      | its tag nightshift:field is \"/a/b\", and its value has no such field that holds text",
                "postgres://app:pw@db/x  | password  | its tag nightshift:field names a field and its value is no JSON object: fields of other forms are not replaced",
                "{\"p\": \"secret-123\", \"url\": \"http://app:secret-123@db\"} | p | its field url holds the credential too, and would keep the old one: take it out of the value"
            })
    void aFieldThatCannotBeReplacedIsRefused(String value, String tag, String why) {
        due(value).tag("nightshift:field", tag);

        assertThat(scene.outcome(NAME).why()).isEqualTo(why);
        assertThat(scene.operations()).doesNotContain("PutParameter");
    }

    @Test
    void anEditOfAnotherFieldIsNotLost() {
        SsmParameter parameter = due(SMTP).tag("nightshift:field", "/smtp/password");
        ParameterStore store = new EditedMeanwhile(
                scene.store,
                () -> scene.region.put(NAME, "SecureString", SMTP.replace("a@example.com", "b@example.com")));
        RandomRotation random =
                new RandomRotation(store, new Passwords(new Random(4)), scene.config.passwords(), scene.line::now);
        Parameter described = scene.store.optedIn(List.of("/acme/")).getFirst();

        Outcome outcome = random.run(described, Verdict.Origin.NEW, conditions());

        assertThat(outcome.why()).contains("version 2, which somebody else wrote meanwhile, was taken over");
        assertThat(parameter.value()).contains("b@example.com").doesNotContain("old-password-1");
    }

    @Test
    void aValueThatSomebodyElseWroteMeanwhileIsReportedAndKept() {
        SsmParameter parameter = due("one-secret");
        ParameterStore store =
                new EditedMeanwhile(scene.store, () -> scene.region.put(NAME, "SecureString", "another-secret"));
        RandomRotation random =
                new RandomRotation(store, new Passwords(new Random(4)), scene.config.passwords(), scene.line::now);

        Outcome outcome =
                random.run(scene.store.optedIn(List.of("/acme/")).getFirst(), Verdict.Origin.NEW, conditions());

        assertThat(outcome.why())
                .isEqualTo("version 3; version 2, which somebody else wrote meanwhile, had another credential: it was"
                        + " replaced and is kept as that version");
        assertThat(parameter.versions().get(1).value()).isEqualTo("another-secret");
    }

    private Rotation.Conditions conditions() {
        return new Rotation.Conditions(
                scene.line.now(),
                () -> Duration.ofMinutes(10),
                true,
                Optional.empty(),
                Fixture.PACE,
                Attempts.first(scene.line.now()));
    }

    /// Two that fail would hold up all the others.
    @Test
    void aLabelOnTheOldestOfAHundredVersionsRefusesOneAndHoldsUpNone() {
        for (int n = 0; n < 3; n++) {
            String name = "/acme/a" + n;
            scene.due(name, "random", "one-secret", "Standard", "");
            IntStream.rangeClosed(2, 100).forEach(v -> scene.region.put(name, "SecureString", "one-secret"));
            scene.label(name, 1, "keep");
            scene.region
                    .parameter(name)
                    .orElseThrow()
                    .written(scene.line.now().minus(Duration.ofDays(31)), AwsScene.OURS);
        }
        scene.due("/acme/last", "random", "one-secret", "Standard", "");

        Run run = scene.run();

        assertThat(run.counts()).containsAllEntriesOf(Map.of(Kind.REFUSED, 3, Kind.ROTATED, 1, Kind.FAILED, 0));
        assertThat(run.outcomes().stream().filter(one -> one.kind() == Kind.REFUSED))
                .extracting(Outcome::why)
                .containsOnly("it has 100 versions and the oldest, 1, has the label keep: move it to another");
    }

    @Test
    void aLabelOnAVersionThatStaysIsInNobodysWay() {
        due("one-secret");
        scene.label(NAME, 1, "keep");

        assertThat(scene.outcome(NAME).kind()).isEqualTo(Kind.ROTATED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "length=24 classes=lower+digits          | [a-z0-9]{24}",
                "length=8 classes=digits                 | [0-9]{8}",
                "classes=lower+digits exclude=ghijklmnopqrstuvwxyz length=64 | [a-f0-9]{64}",
                "legacy                                  | [A-Z1-9]{12}"
            })
    void aParametersTagSaysWhatItsValuesAreMadeOf(String tag, String pattern) {
        try (AwsScene ruled = new AwsScene(
                Fixture.config(
                        "\"passwords\": {\"rules\": {\"legacy\": {\"length\": 12, \"classes\": [\"upper\", \"digits\"], \"exclude\": \"0\"}}}"))) {
            SsmParameter parameter =
                    ruled.due(NAME, "random", "one-secret", "Standard", pattern).tag("nightshift:password", tag);

            assertThat(ruled.outcome(NAME).kind()).isEqualTo(Kind.ROTATED);
            assertThat(parameter.value()).matches(pattern);
        }
    }

    /// Somebody writes right before we do.
    private record EditedMeanwhile(ParameterStore store, Runnable edit) implements ParameterStore {
        @Override
        public List<Parameter> optedIn(List<String> paths) {
            return store.optedIn(paths);
        }

        @Override
        public List<Instant> pendingSince() {
            return store.pendingSince();
        }

        @Override
        public List<Past> history(String name) {
            return store.history(name);
        }

        @Override
        public Map<String, Value> read(List<String> names) {
            return store.read(names);
        }

        @Override
        public boolean begin(Parameter of, Pending pending) {
            return store.begin(of, pending);
        }

        @Override
        public boolean claim(Parameter of, Secret written) {
            return store.claim(of, written);
        }

        @Override
        public long write(Parameter parameter, Secret value) {
            if (parameter.version()
                    == store.read(List.of(NAME)).values().iterator().next().version()) {
                edit.run();
            }
            return store.write(parameter, value);
        }

        @Override
        public void end(String parameter) {
            store.end(parameter);
        }

        @Override
        public void release(String parameter) {
            store.release(parameter);
        }
    }
}
