package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.rotator.FakeStore.Line;
import dev.nightshift.rotator.Target.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyTargetTest {
    private static final String NAME = "/acme/mailer";

    private final Line line = new Line();
    private final FakeStore store = new FakeStore(line);
    private final FakeAccessKeys iam = new FakeAccessKeys(line);
    private final Secret live = iam.make();

    AccessKeyTargetTest() {
        store.put(NAME, live, FakeStore.PERSON, Map.of());
        line.pass(Duration.ofDays(31));
    }

    private AccessKeyTarget target(String users) {
        RotatorConfig config = Fixture.config("\"accessKeys\": {\"users\": [\"" + users + "\"]}");
        return new AccessKeyTarget(iam, store, config.accessKeys(), line::pass);
    }

    private Parameter parameter() {
        return Fixture.parameter(NAME);
    }

    @Test
    void everyByteButTheKeyStays() {
        Secret odd = Secret.of(live.reveal()
                .replace("{", "{ \"userName\" : \"mailer\",\n\t\"note\": \"\\u00e9\", ")
                .replace("}", "\n}"));
        AccessKeyTarget target = target("/apps/*");
        assertThat(target.test(odd)).isEqualTo(Answer.YES);

        Secret next = target.candidate(parameter(), odd);

        assertThat(next.reveal())
                .isEqualTo(odd.reveal()
                        .replace("AKIA0000000000000001", "AKIA0000000000000002")
                        .replace("7000001", "7000002"));
    }

    @ParameterizedTest
    @CsvSource({"/apps/*, true", "/apps/mailer, true", "mailer, false", "/app/*, false", "/apps/mail, false"})
    void onlyTheUsersOfTheSettingsAreServed(String users, boolean served) {
        AccessKeyTarget target = target(users);
        assertThat(target.test(live)).isEqualTo(Answer.YES);

        if (served) {
            assertThat(target.candidate(parameter(), live).sameAs(live)).isFalse();
        } else {
            assertThatThrownBy(() -> target.candidate(parameter(), live))
                    .isInstanceOf(Target.Unsuitable.class)
                    .hasMessage("its user /apps/mailer is none of the settings' accessKeys.users");
            assertThat(line.calls()).containsExactly("caller");
        }
    }

    @Test
    void aPatternThatNoKeyMatchesIsRefusedBeforeOneIsMade() {
        Parameter parameter = new Parameter(
                NAME,
                "SecureString",
                1,
                "",
                "Standard",
                "text",
                Optional.empty(),
                Optional.of("[^+/]*"),
                Optional.empty(),
                line.now(),
                FakeStore.PERSON,
                Map.of());
        AccessKeyTarget target = target("/apps/*");
        target.test(live);

        assertThatThrownBy(() -> target.candidate(parameter, live)).isInstanceOf(Target.Unsuitable.class);
        assertThat(line.calls()).containsExactly("caller", "list");
    }

    @Test
    void aKeyOfAnotherAccountsUserIsRefused() {
        AccessKeyTarget target = target("/apps/*");
        target.test(live);
        iam.keys.clear();

        assertThatThrownBy(() -> target.candidate(parameter(), live))
                .hasMessage("its access key is none of this account's user mailer");
    }

    @Test
    void aRefusedKeyIsReportedWithTheCodeOfSts() {
        AccessKeyTarget target = target("/apps/*");
        Secret other = Secret.of(live.reveal().replace("7000001", "7000009"));

        assertThat(target.test(other)).isEqualTo(Answer.NO);
        assertThat(target.refusal()).contains("STS: SignatureDoesNotMatch: its secret is another key's");

        iam.keys.clear();
        assertThat(target.test(live)).isEqualTo(Answer.NO);
        assertThat(target.refusal()).contains("STS: InvalidClientTokenId: the access key is not there, or not active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "{\"accessKeyId\": \"AKIA\"}", "{\"secretAccessKey\": \"x\"}", "[]"})
    void aValueOfAnotherShapeIsRefused(String value) {
        assertThatThrownBy(() -> target("/apps/*").test(Secret.of(value)))
                .isInstanceOf(Target.Unsuitable.class)
                .hasMessageStartingWith("its value ");
    }

    @Test
    void aKeyThatStsHasNotHeardOfIsUnknownWhileIamHasItAndWrongOnceItHasNot() {
        AccessKeyTarget target = target("/apps/*");
        assertThat(target.test(live)).isEqualTo(Answer.YES);
        Secret fresh = iam.make();

        assertThat(target.test(fresh)).isEqualTo(Answer.UNKNOWN);
        line.pass(Duration.ofMinutes(1));
        assertThat(target.test(fresh)).isEqualTo(Answer.YES);
        iam.keys.remove("AKIA0000000000000002");
        assertThat(target.test(fresh)).isEqualTo(Answer.NO);
    }

    @Test
    void aSecretThatIsNotTheKeysIsWrong() {
        assertThat(target("/apps/*").test(FakeAccessKeys.value("AKIA0000000000000001", Secret.of("other"))))
                .isEqualTo(Answer.NO);
    }

    @Test
    void aKeyThatIsGoneCannotBeGoneBackTo() {
        Secret gone = iam.make();
        iam.keys.remove("AKIA0000000000000002");
        AccessKeyTarget target = target("/apps/*");
        target.test(live);

        assertThat(target.change(gone, live).set())
                .isEqualTo(new Setting.Refused("the user mailer has no such access key any more"));
    }
}
