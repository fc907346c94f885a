package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Parameter Store limits or would lose, over real HTTP.
class ParameterLimitsTest {
    private static final String PATTERN = "\\{\"username\": \"app\", \"password\": \"[^ ]{12,}\"\\}";

    private final AwsScene scene = new AwsScene();

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        scene.close();
    }

    /// A parameter with everything that can be said of one, written 31 days ago.
    private SsmParameter described(String policies) {
        Map<String, Object> input = Map.of(
                "Name", "/acme/db",
                "Value", AwsScene.VALUE,
                "Type", "SecureString",
                "KeyId", AwsScene.KEY,
                "Tier", "Advanced",
                "DataType", "aws:ssm:integration",
                "Description", "The shop's database",
                "AllowedPattern", PATTERN,
                "Policies", policies);
        SsmParameters.api(scene.clients).call("PutParameter", input);
        return scene.region
                .parameter("/acme/db")
                .orElseThrow()
                .tag("nightshift:rotate-every", "30d")
                .tag("nightshift:strategy", "postgres")
                .written(scene.line.now().minus(Duration.ofDays(31)), AwsScene.PERSON);
    }

    @Test
    void everythingThatAParameterWasDescribedWithIsWrittenAgain() {
        SsmParameter parameter = described("");
        SsmParameter.Version before = parameter.newest();

        scene.run();

        SsmParameter.Version after = parameter.newest();
        assertThat(after.number()).isEqualTo(2);
        assertThat(after.user()).isEqualTo(AwsScene.OURS);
        assertThat(after.value()).isNotEqualTo(before.value()).matches(PATTERN);
        assertThat(after)
                .usingRecursiveComparison()
                .comparingOnlyFields("type", "keyId", "tier", "dataType", "description", "allowedPattern", "policies")
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "NoChangeNotification | {'After': '20', 'Unit': 'Days'} | version 2",
                "Expiration | {'Timestamp': '2027-12-02T21:34:33.000Z'} | version 2; its Expiration policy will delete it at 2027-12-02T21:34:33Z"
            })
    void policiesStayAndOneThatDeletesIsWarnedOf(String type, String attributes, String why) {
        String policies = "[{'Type': '%s', 'Version': '1.0', 'Attributes': %s}]"
                .formatted(type, attributes)
                .replace('\'', '"');
        SsmParameter parameter = described(policies);

        assertThat(scene.outcome("/acme/db").why()).isEqualTo(why);
        assertThat(parameter.newest().policies()).isEqualTo(policies);
    }

    @Test
    void aParameterOfTheAccountsDefaultKeyStaysWithIt() {
        SsmParameter parameter = scene.region
                .put("/acme/token", "SecureString", AwsScene.TOKEN)
                .tag("nightshift:rotate-every", "30d")
                .tag("nightshift:strategy", "random")
                .written(scene.line.now().minus(Duration.ofDays(31)), AwsScene.PERSON);

        assertThat(scene.outcome("/acme/token").kind()).isEqualTo(Kind.ROTATED);
        assertThat(parameter.newest().keyId()).isEqualTo("alias/aws/ssm");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "random   | [a-z]+ | no value of its password rule can match its allowed pattern",
                "postgres | [a-z]+ | no value of its password rule can match its allowed pattern",
                "postgres | .{3}   | the new value would not match what Parameter Store takes here",
                "random   | [a-z   | its allowed pattern cannot be read: Unclosed character class",
                "postgres | *      | its allowed pattern cannot be read: Dangling meta character '*'"
            })
    void aPatternThatNoValueMatchesIsRefusedBeforeAnythingIsWritten(String strategy, String pattern, String why) {
        scene.due("/acme/db", strategy, AwsScene.VALUE, "Standard", pattern);

        Outcome outcome = scene.outcome("/acme/db");

        assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
        assertThat(outcome.why()).isEqualTo(why);
        assertThat(scene.operations()).doesNotContain("PutParameter");
    }

    @ParameterizedTest
    @CsvSource({"Standard, 4096", "Advanced, 8192"})
    void aValueThatHasNoRoomForItsNewPasswordIsRefused(String tier, int bytes) {
        String note = ", \"note\": \"" + "x".repeat(bytes - 70) + "\"}";
        scene.due("/acme/db", "postgres", AwsScene.VALUE.replace("}", note), tier, "");

        assertThat(scene.outcome("/acme/db").why())
                .isEqualTo("the new value would not match what Parameter Store takes here");
        assertThat(scene.operations()).doesNotContain("PutParameter");
    }

    @ParameterizedTest
    @CsvSource({"Standard, 4096, Standard", "Advanced, 8192, Advanced", "Advanced, 4096, Standard"})
    void aValueAsLongAsItsTierTakesIsRotated(String tier, int bytes, String pendingTier) {
        String value = AwsScene.VALUE.replace("first-password", "p".repeat(32));
        scene.database.passwords.put("app", "p".repeat(32));
        String full = value.replace("}", ", \"note\": \"\"}");
        full = full.replace("\"\"", "\"" + "x".repeat(bytes - full.length()) + "\"");
        SsmParameter parameter = scene.due("/acme/db", "postgres", full, tier, "");

        assertThat(scene.outcome("/acme/db").kind()).isEqualTo(Kind.ROTATED);
        assertThat(parameter.value()).hasSize(bytes).isNotEqualTo(full);
        assertThat(scene.aws.calls().all().stream()
                        .filter(call -> call.operation().equals("PutParameter"))
                        .findFirst()
                        .orElseThrow()
                        .parameters())
                .containsEntry("Tier", pendingTier)
                .containsEntry("Description", "Pending value after version 1 of /acme/db");
    }

    @Test
    void aPendingNameThatRestsDefersTheRotation() {
        scene.due("/acme/db", "postgres");
        Parameter parameter = scene.store.optedIn(List.of("/acme/")).getFirst();
        assertThat(scene.store.begin(parameter, new Pending("/acme/db", 1, Secret.of("x"))))
                .isTrue();
        assertThat(scene.store.begin(parameter, new Pending("/acme/db", 1, Secret.of("y"))))
                .isFalse();

        scene.store.end("/acme/db");

        assertThat(scene.store.begin(parameter, new Pending("/acme/db", 1, Secret.of("x"))))
                .isFalse();
        scene.line.pass(Duration.ofSeconds(31));
        assertThat(scene.store.begin(parameter, new Pending("/acme/db", 1, Secret.of("x"))))
                .isTrue();
    }

    @Test
    void aPendingValueIsEncryptedWithItsOwnKeyAndCarriesTheTags() {
        scene.due("/acme/db", "postgres").tag("Team", "orders");
        Parameter parameter = scene.store.optedIn(List.of("/acme/")).getFirst();

        scene.store.begin(parameter, new Pending("/acme/db", 1, Secret.of("x")));

        SsmParameter pending =
                scene.region.parameter(Pending.nameFor("/acme/db")).orElseThrow();
        assertThat(pending.newest().keyId()).isEqualTo("alias/pending");
        assertThat(pending.tags())
                .isEqualTo(Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", "postgres"));
    }
}
