package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.LabelParameterVersionResponse;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// How people name versions of a parameter, asked by the real client.
interface LabelsContract {
    String PARAMETER = "/acme/prod/labelled";
    String LABEL_PAGE =
            "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html";

    World world();

    @Test
    default void aLabelIsOnOneVersionAndCanBeMoved() {
        twoVersions();

        assertThat(label(1, "stable", "audited").invalidLabels()).isEmpty();
        assertThat(label(2, "stable").parameterVersion()).isEqualTo(2);

        assertThat(labels()).isEqualTo(Map.of(1L, List.of("audited"), 2L, List.of("stable")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1st", "aws-live", "ssm.live", "a b", "a/b"})
    default void aLabelThatBreaksTheRulesIsNamedInAnAnswerThatIsNoErrorAndTheOthersAreSet(String bad) {
        twoVersions();

        LabelParameterVersionResponse answer = label(1, bad, "stable");

        assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(200);
        assertThat(answer.invalidLabels()).containsExactly(bad);
        assertThat(labels()).isEqualTo(Map.of(1L, List.of("stable"), 2L, List.of()));
    }

    @Test
    @MotoDiffers(how = "AWS may name nothing in small letters only", page = LABEL_PAGE)
    default void theNamesThatAreKeptForAwsAreSoInCapitalsToo() {
        twoVersions();

        assertThat(label(1, "AWS-live").invalidLabels()).containsExactly("AWS-live");
    }

    @Test
    default void aVersionHasAtMostTenLabelsOfAtMostAHundredCharacters() {
        twoVersions();
        label(1, IntStream.rangeClosed(1, 10).mapToObj(n -> "label-" + n).toArray(String[]::new));

        assertThat(label(1, "label-1").invalidLabels()).isEmpty();
        assertRefused(() -> label(1, "label-11"), 400, "ParameterVersionLabelLimitExceeded", "10 labels");
        assertRefused(() -> label(2, "x".repeat(101)), 400, "ValidationException", "100");
        assertRefused(() -> label(3, "stable"), 400, "ParameterVersionNotFound", "version 3");
    }

    private void twoVersions() {
        for (String value : List.of("one", "two")) {
            ssm().putParameter(r -> r.name(PARAMETER)
                    .value(value)
                    .type(ParameterType.SECURE_STRING)
                    .overwrite(true));
        }
    }

    private LabelParameterVersionResponse label(long version, String... labels) {
        return ssm().labelParameterVersion(
                        r -> r.name(PARAMETER).parameterVersion(version).labels(Arrays.asList(labels)));
    }

    private Map<Long, List<String>> labels() {
        return ssm().getParameterHistory(r -> r.name(PARAMETER)).parameters().stream()
                .collect(Collectors.toMap(ParameterHistory::version, ParameterHistory::labels));
    }

    private SsmClient ssm() {
        return world().clients().of(SsmClient::builder);
    }
}
