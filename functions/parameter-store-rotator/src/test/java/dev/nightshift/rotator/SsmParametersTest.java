package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.local.aws.Call;
import dev.nightshift.local.aws.Fault;
import dev.nightshift.local.aws.IamPolicy;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.Principal;
import dev.nightshift.local.aws.Ssm;
import dev.nightshift.local.aws.SsmParameter;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The adapter and whole runs over real HTTP, through the SDK; only the database is a fake.
class SsmParametersTest {
    private static final String PERSON = "arn:aws:iam::123456789012:user/person";
    private static final String OURS = "arn:aws:sts::123456789012:assumed-role/role/rotator";
    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/acme";
    private static final String VALUE = "{\"username\": \"app\", \"password\": \"first-password\"}";

    private final FakeStore.Line line = new FakeStore.Line();
    private final LocalAws aws = LocalAws.start(line::now);
    private final Ssm region = aws.ssm("eu-central-1");
    private final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDROTATOR", "secret")),
            Optional.of(aws.endpoint()));
    private final SsmClient ssm = clients.build(SsmClient.builder());
    private final ResourceGroupsTaggingApiClient tagging = clients.build(ResourceGroupsTaggingApiClient.builder());
    private final ParameterStore store = new SsmParameters(ssm, tagging, "nightshift:rotate-every", "alias/pending");
    private final RotatorConfig config = Fixture.config("\"soleActor\": true");
    private final FakeDatabase database = new FakeDatabase(line, false, new Random(3), config.passwords());
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void weCallUnderOurRole() {
        aws.register("AKIDROTATOR", new Principal("123456789012", OURS, Optional.empty()));
        database.passwords.put("app", "first-password");
    }

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        ssm.close();
        tagging.close();
        aws.close();
    }

    private SsmParameter due(String name, String strategy) {
        return region.put(name, "SecureString", VALUE, KEY, "Standard", "")
                .tag("nightshift:rotate-every", "30d")
                .tag("nightshift:strategy", strategy)
                .written(line.now().minus(Duration.ofDays(31)), PERSON);
    }

    private Run run() {
        return new Rotator(
                        config,
                        store,
                        (parameter, strategy) -> database,
                        new RandomRotation(store, new Passwords(new Random(4)), config.passwords()),
                        Fixture.PACE,
                        digest -> told.add(digest.verdict()))
                .run(new Rotator.Order(
                        line.now(),
                        false,
                        Optional.empty(),
                        () -> Duration.ofMinutes(10),
                        new FunctionArn("123456789012", "eu-central-1", "rotator")));
    }

    private List<String> operations() {
        return aws.calls().all().stream().map(Call::operation).toList();
    }

    private Outcome outcome(Run run, String name) {
        return run.outcomes().stream()
                .filter(outcome -> outcome.what().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingDueAmongFiftyTakesTwoCalls() {
        IntStream.range(0, 50).forEach(n -> due("/acme/p" + n, "postgres").written(line.now(), OURS));

        assertThat(run().outcomes()).hasSize(50);
        assertThat(operations()).containsExactly("GetResources", "DescribeParameters");
    }

    @Test
    void aRandomValueTakesOneMore() {
        SsmParameter parameter = due("/acme/token", "random");

        assertThat(outcome(run(), "/acme/token").kind()).isEqualTo(Kind.ROTATED);
        assertThat(operations()).containsExactly("GetResources", "DescribeParameters", "PutParameter");
        assertThat(parameter.value()).hasSize(32).isNotEqualTo(VALUE);
    }

    @Test
    void aDatabasesUserTakesEightCallsInAll() {
        SsmParameter parameter = due("/acme/db", "postgres");

        assertThat(outcome(run(), "/acme/db").kind()).isEqualTo(Kind.ROTATED);
        assertThat(operations())
                .containsExactly(
                        "GetResources",
                        "DescribeParameters",
                        "GetParameters",
                        "PutParameter",
                        "GetParameters",
                        "PutParameter",
                        "GetParameters",
                        "DeleteParameter");
        assertThat(database.opens(Secret.of(parameter.value()))).isTrue();
        assertThat(region.parameters()).containsExactly(parameter);
        assertThat(told).containsExactly("1 rotated");
    }

    @Test
    void everythingThatAParameterWasDescribedWithIsWrittenAgain() {
        String pattern = "\\{\"username\": \"app\", \"password\": \"[^ ]{12,}\"\\}";
        SsmParameter parameter = region.put("/acme/db", "SecureString", VALUE, KEY, "Advanced", pattern)
                .tag("nightshift:rotate-every", "30d")
                .tag("nightshift:strategy", "postgres")
                .written(line.now().minus(Duration.ofDays(31)), PERSON);

        run();

        assertThat(parameter.newest().number()).isEqualTo(2);
        assertThat(parameter.newest().keyId()).isEqualTo(KEY);
        assertThat(parameter.newest().tier()).isEqualTo("Advanced");
        assertThat(parameter.newest().allowedPattern()).isEqualTo(pattern);
        assertThat(parameter.newest().user()).isEqualTo(OURS);
    }

    @ParameterizedTest
    @CsvSource({"random, '[a-z]+'", "postgres, '[a-z]+'"})
    void aPatternThatNoValueMatchesIsRefusedBeforeAnythingIsWritten(String strategy, String pattern) {
        due("/acme/db", strategy);
        region.put("/acme/db", "SecureString", VALUE, KEY, "Standard", pattern)
                .written(line.now().minus(Duration.ofDays(31)), OURS);

        assertThat(outcome(run(), "/acme/db").kind()).isEqualTo(Kind.REFUSED);
        assertThat(operations()).doesNotContain("PutParameter");
    }

    @Test
    void aLabelOnTheOldestOfAHundredVersionsIsFoundBeforeTheTargetIsTouched() {
        due("/acme/db", "postgres");
        IntStream.rangeClosed(2, 100).forEach(n -> region.put("/acme/db", "SecureString", VALUE));
        region.parameter("/acme/db")
                .orElseThrow()
                .label(1, "keep")
                .written(line.now().minus(Duration.ofDays(31)), OURS);

        assertThat(outcome(run(), "/acme/db"))
                .isEqualTo(new Outcome(
                        Kind.REFUSED,
                        "/acme/db",
                        "postgres",
                        "it has 100 versions and the oldest, 1, has the label keep: move it to another",
                        false));
        assertThat(line.calls()).as("only a login was tried").containsExactly("test");
        assertThat(operations()).doesNotContain("PutParameter");
    }

    @Test
    void aHundredVersionsWithoutALabelMakeRoom() {
        due("/acme/db", "postgres");
        IntStream.rangeClosed(2, 100).forEach(n -> region.put("/acme/db", "SecureString", VALUE));
        region.parameter("/acme/db").orElseThrow().written(line.now().minus(Duration.ofDays(31)), OURS);

        assertThat(outcome(run(), "/acme/db").kind()).isEqualTo(Kind.ROTATED);
        assertThat(region.parameter("/acme/db").orElseThrow().newest().number()).isEqualTo(101);
    }

    @Test
    void aValueThatHasNoRoomForItsNewPasswordIsRefused() {
        due("/acme/db", "postgres");
        String large = VALUE.replace("}", ", \"note\": \"" + "x".repeat(4_096 - 70) + "\"}");
        region.put("/acme/db", "SecureString", large, KEY, "Standard", "")
                .written(line.now().minus(Duration.ofDays(31)), OURS);

        assertThat(outcome(run(), "/acme/db").why())
                .isEqualTo("the new value would not match what Parameter Store takes here");
        assertThat(operations()).doesNotContain("PutParameter");
    }

    @ParameterizedTest
    @CsvSource({"AccessDeniedException", "ThrottlingException", "InternalServerError"})
    void whenOnlyThePublicationIsRefusedTheNextRunPublishes(String code) {
        SsmParameter parameter = due("/acme/db", "postgres");
        aws.faults()
                .on("ssm", "PutParameter")
                .where(parameters -> "/acme/db".equals(parameters.get("Name")))
                .first(3)
                .with(new Fault.Refused(400, code, "The value first-password is not taken."));

        Outcome failed = outcome(run(), "/acme/db");

        assertThat(failed.kind()).isEqualTo(Kind.FAILED);
        assertThat(failed.why()).startsWith("PutParameter: " + code);
        assertThat(parameter.value()).isEqualTo(VALUE);
        assertThat(region.parameters()).hasSize(2);

        aws.faults().clear();
        line.pass(Duration.ofMinutes(2));
        assertThat(outcome(run(), "/acme/db").kind()).isEqualTo(Kind.ROTATED);
        assertThat(database.opens(Secret.of(parameter.value()))).isTrue();
        assertThat(region.parameters()).containsExactly(parameter);
    }

    @Test
    void theTextOfAValidationErrorIsNotRepeated() {
        due("/acme/db", "random");
        aws.faults()
                .on("ssm", "PutParameter")
                .with(new Fault.Refused(400, "ValidationException", "Value 'the-secret-itself' at 'value' failed"));

        assertThat(outcome(run(), "/acme/db").why()).isEqualTo("PutParameter: ValidationException");
    }

    @Test
    void aPendingNameThatRestsDefersTheRotation() {
        due("/acme/db", "postgres");
        Parameter parameter = store.optedIn(List.of("/acme/")).getFirst();
        assertThat(store.begin(parameter, new Pending("/acme/db", 1, Secret.of("x"))))
                .isTrue();
        assertThat(store.begin(parameter, new Pending("/acme/db", 1, Secret.of("y"))))
                .isFalse();

        store.end("/acme/db");

        assertThat(store.begin(parameter, new Pending("/acme/db", 1, Secret.of("x"))))
                .isFalse();
        line.pass(Duration.ofSeconds(31));
        assertThat(store.begin(parameter, new Pending("/acme/db", 1, Secret.of("x"))))
                .isTrue();
    }

    @Test
    void aPendingValueIsEncryptedWithItsOwnKeyAndCarriesTheTags() {
        due("/acme/db", "postgres").tag("Team", "orders");
        Parameter parameter = store.optedIn(List.of("/acme/")).getFirst();

        store.begin(parameter, new Pending("/acme/db", 1, Secret.of("x")));

        SsmParameter pending = region.parameter(Pending.nameFor("/acme/db")).orElseThrow();
        assertThat(pending.newest().keyId()).isEqualTo("alias/pending");
        assertThat(pending.tags())
                .isEqualTo(Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", "postgres"));
    }

    @Test
    void versionsAreReadByTheirNumbersAndWhatIsNotThereIsLeftOut() {
        region.put("/acme/db", "SecureString", "one");
        region.put("/acme/db", "SecureString", "two");

        Map<String, ParameterStore.Value> values = store.read(List.of("/acme/db", "/acme/db:1", "/acme/none"));

        assertThat(values).containsOnlyKeys("/acme/db", "/acme/db:1");
        assertThat(values)
                .hasEntrySatisfying(
                        "/acme/db:1", one -> assertThat(one.secret().reveal()).isEqualTo("one"))
                .hasEntrySatisfying("/acme/db", two -> assertThat(two.version()).isEqualTo(2));
    }

    @Test
    void aHundredAndTwentyParametersAreListedOnAllPagesAndTheirHistoryToo() {
        IntStream.range(0, 120).forEach(n -> due("/acme/p" + n, "random").written(line.now(), OURS));
        IntStream.range(0, 60).forEach(n -> region.put("/acme/p0", "SecureString", "v" + n));

        assertThat(store.optedIn(List.of("/acme/"))).hasSize(120);
        assertThat(store.history("/acme/p0")).hasSize(61);
    }

    @Test
    void whoMayNotReadIsToldWhat() {
        aws.register(
                "AKIDROTATOR",
                Principal.role(
                        "123456789012",
                        "role",
                        IamPolicy.parse(
                                "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"tag:*\", \"Resource\": \"*\"}]}")));
        due("/acme/db", "postgres");

        assertThatThrownBy(this::run)
                .isInstanceOf(CallException.class)
                .hasMessageContaining("DescribeParameters: AccessDeniedException: User: ");
    }

    @Test
    void anInstantIsKeptInMilliseconds() {
        due("/acme/db", "postgres").written(Instant.parse("2026-10-01T00:00:00.123Z"), PERSON);

        assertThat(store.optedIn(List.of("/acme/")).getFirst().modified())
                .isEqualTo(Instant.parse("2026-10-01T00:00:00.123Z"));
    }
}
