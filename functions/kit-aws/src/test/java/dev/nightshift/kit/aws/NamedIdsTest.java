package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class NamedIdsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The instance ID 'i-0123456789abcdef0' does not exist | i-0123456789abcdef0",
                "The instance IDs 'i-01234567, i-0123456789abcdef0' do not exist | i-01234567 i-0123456789abcdef0",
                "The instance ID 'i-01234567' does not exist | i-01234567",
                "No such instance: i-01234567 | i-01234567",
                "The instance ID 'i-0fffffffffffffff0' does not exist | ''",
                "Request limit exceeded. | ''"
            })
    void anIdIsNamedAsAWhole(String message, String expected) {
        AwsServiceException error = AwsServiceException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("InvalidInstanceID.NotFound")
                        .errorMessage(message)
                        .build())
                .build();

        assertThat(NamedIds.in(error, List.of("i-01234567", "i-0123456789abcdef0")))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1)));
    }
}
