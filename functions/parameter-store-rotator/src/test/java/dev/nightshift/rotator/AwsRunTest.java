package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole runs over real HTTP; only the database is a fake.
class AwsRunTest {
    private final AwsScene scene = new AwsScene();

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        scene.close();
    }

    @Test
    void nothingDueAmongFiftyTakesTwoCalls() {
        IntStream.range(0, 50)
                .forEach(n -> scene.due("/acme/p" + n, "postgres").written(scene.line.now(), AwsScene.OURS));

        assertThat(scene.run().outcomes()).hasSize(50);
        assertThat(scene.operations()).containsExactly("GetResources", "DescribeParameters");
    }

    @Test
    void whetherSomethingIsPendingTakesOneCall() {
        scene.due("/acme/db", "postgres");
        assertThat(scene.store.pendingSince()).isEmpty();
        assertThat(scene.operations()).containsExactly("DescribeParameters");

        publicationIs("TooManyUpdates", Integer.MAX_VALUE);
        scene.run();
        assertThat(scene.store.pendingSince()).containsExactly(scene.line.now());
    }

    @Test
    void aRandomValueTakesTwoMoreToReadWhatItIsAndToWriteIt() {
        SsmParameter parameter = scene.due("/acme/token", "random");

        assertThat(scene.outcome("/acme/token").kind()).isEqualTo(Kind.ROTATED);
        assertThat(scene.operations())
                .containsExactly("GetResources", "DescribeParameters", "GetParameters", "PutParameter");
        assertThat(parameter.value()).hasSize(32);
    }

    @Test
    void aDatabasesUserTakesEightCallsInAll() {
        SsmParameter parameter = scene.due("/acme/db", "postgres");

        assertThat(scene.outcome("/acme/db").kind()).isEqualTo(Kind.ROTATED);
        assertThat(scene.operations())
                .containsExactly(
                        "GetResources",
                        "DescribeParameters",
                        "GetParameters",
                        "PutParameter",
                        "GetParameters",
                        "PutParameter",
                        "GetParameters",
                        "DeleteParameter");
        assertThat(scene.database.opens(Secret.of(parameter.value()))).isTrue();
        assertThat(scene.region.parameters()).containsExactly(parameter);
        assertThat(scene.told).containsExactly("1 rotated");
    }

    @ParameterizedTest
    @CsvSource({"AccessDeniedException", "InvalidKeyId", "KMSInvalidStateException"})
    void whenThePublicationIsRefusedForGoodTheLiveCredentialIsSetBackAndALaterRunPublishes(String code) {
        SsmParameter parameter = scene.due("/acme/db", "postgres");
        publicationIs(code, Integer.MAX_VALUE);

        Outcome refused = scene.outcome("/acme/db");

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.why())
                .startsWith("PutParameter: " + code)
                .endsWith("; the live credential was set back and works")
                .doesNotContain("first-password");
        assertThat(parameter.value()).isEqualTo(AwsScene.VALUE);
        assertThat(scene.database.opens(Secret.of(parameter.value()))).isTrue();
        assertThat(scene.region.parameters()).hasSize(2);

        scene.aws.faults().clear();
        scene.line.pass(Duration.ofMinutes(2));
        assertThat(scene.outcome("/acme/db").kind()).isEqualTo(Kind.ROTATED);
        assertThat(scene.database.opens(Secret.of(parameter.value()))).isTrue();
        assertThat(scene.region.parameters()).containsExactly(parameter);
    }

    @ParameterizedTest
    @CsvSource({"TooManyUpdates", "ThrottlingException", "InternalServerError"})
    void aPublicationThatIsNotTakenNowIsRepeatedInTheSameRun(String code) {
        SsmParameter parameter = scene.due("/acme/db", "postgres");
        publicationIs(code, 4);

        assertThat(scene.outcome("/acme/db").kind()).isEqualTo(Kind.ROTATED);
        assertThat(scene.database.opens(Secret.of(parameter.value()))).isTrue();
    }

    @Test
    void aPublicationThatIsNotTakenInTheWholeRunIsOwed() {
        scene.due("/acme/db", "postgres");
        publicationIs("TooManyUpdates", Integer.MAX_VALUE);

        Run run = scene.run();

        assertThat(Fixture.failure(run))
                .hasValueSatisfying(why -> assertThat(why).contains("/acme/db", "TooManyUpdates"));
    }

    /// What stands beside the pending value is known from the listing.
    @Test
    void whatAnEarlierRunBeganTakesNoCallMore() {
        scene.due("/acme/db", "postgres");
        publicationIs("TooManyUpdates", Integer.MAX_VALUE);
        scene.run();
        scene.aws.faults().clear();
        int before = scene.operations().size();

        assertThat(scene.outcome("/acme/db").kind()).isEqualTo(Kind.ROTATED);

        assertThat(scene.operations().subList(before, scene.operations().size()))
                .containsExactly(
                        "GetResources",
                        "DescribeParameters",
                        "GetParameters",
                        "PutParameter",
                        "GetParameters",
                        "DeleteParameter");
    }

    private void publicationIs(String code, int times) {
        scene.aws
                .faults()
                .on("ssm", "PutParameter")
                .where(parameters -> "/acme/db".equals(parameters.get("Name")))
                .first(times)
                .with(new Fault.Refused(
                        code.startsWith("Internal") ? 500 : 400, code, "The value first-password is not taken."));
    }

    @Test
    void theTextOfAValidationErrorIsNotRepeated() {
        scene.due("/acme/db", "random");
        scene.aws
                .faults()
                .on("ssm", "PutParameter")
                .with(new Fault.Refused(400, "ValidationException", "Value 'the-secret-itself' at 'value' failed"));

        assertThat(scene.outcome("/acme/db").why()).isEqualTo("PutParameter: ValidationException");
    }
}
