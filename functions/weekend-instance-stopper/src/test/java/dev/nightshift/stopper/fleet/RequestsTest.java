package dev.nightshift.stopper.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Failure.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class RequestsTest {
    private final List<List<String>> requests = new ArrayList<>();

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "i-%017x".formatted(i)).toList();
    }

    private static AwsServiceException answer(String code, String message) {
        return AwsServiceException.builder()
                .message(message)
                .statusCode(code.startsWith("Insufficient") ? 500 : 400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    /// EC2 with capacity for none of the ids that match.
    private void start(List<String> ids, Predicate<String> noRoom) {
        requests.add(ids);
        if (ids.stream().anyMatch(noRoom)) {
            throw answer("InsufficientInstanceCapacity", "We currently do not have sufficient capacity.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OperationNotPermitted,         The instance '%s' may not be stopped. Modify its 'disableApiStop'",
        "UnauthorizedOperation,         not authorized on resource: arn:aws:ec2:eu-central-1:123456789012:instance/%s",
        "InvalidParameterValue,         Invalid value '%s' for instanceId. Instance does not have a volume attached",
        "IncorrectInstanceState,        The instance '%s' is not in a state from which it can be stopped.",
    })
    void anAnswerThatNamesAnInstanceIsAboutThatAloneWhateverItsCode(String code, String message) {
        String bad = ids(100).get(40);

        Map<String, Failure> failures = Requests.send(ids(100), chunk -> {
            requests.add(chunk);
            if (chunk.contains(bad)) {
                throw answer(code, message.formatted(bad));
            }
        });

        assertThat(failures).containsOnlyKeys(bad);
        assertThat(failures.values()).extracting(Failure::scope).containsExactly(Scope.INSTANCE);
        assertThat(requests).hasSize(2);
        assertThat(requests.getLast()).hasSize(99).doesNotContain(bad);
    }

    @Test
    void wantOfCapacityIsHalvedDownToThoseWithoutRoom() {
        String bad = ids(64).get(37);

        Map<String, Failure> failures = Requests.send(ids(64), chunk -> start(chunk, bad::equals));

        assertThat(failures).containsOnlyKeys(bad);
        assertThat(failures.values()).extracting(Failure::scope).containsExactly(Scope.INSTANCE);
        assertThat(requests).as("two further requests for each of six halvings").hasSize(13);
    }

    @ParameterizedTest
    @CsvSource({
        "InsufficientCapacityOnHost, There is not enough capacity on host h-0123456789abcdef0",
        "InsufficientHostCapacity, no",
        "UnfulfillableCapacity, no",
        "VcpuLimitExceeded, You have requested more vCPU capacity than your limit",
        "TagLimitExceeded, The resultant tag set must not have more than 50 user tags",
        "InvalidMoonPhase, a code of next year",
    })
    void aRefusalThatNamesNobodyIsHalvedWhateverItsCode(String code, String message) {
        String bad = ids(61).get(40);

        Map<String, Failure> failures = Requests.send(ids(61), chunk -> {
            requests.add(chunk);
            if (chunk.contains(bad)) {
                throw answer(code, message);
            }
        });

        assertThat(failures).containsOnlyKeys(bad);
        assertThat(requests).hasSizeLessThanOrEqualTo(1 + 16);
    }

    @Test
    void theBudgetIsSpentOnTheLargestGroupsFirst() {
        Set<String> bad = Set.of(ids(100).get(3), ids(100).get(50), ids(100).get(97));

        Map<String, Failure> failures = Requests.send(ids(100), chunk -> start(chunk, bad::contains));

        assertThat(failures).hasSizeLessThan(30).containsKeys(bad.toArray(String[]::new));
        assertThat(requests).hasSizeLessThanOrEqualTo(1 + 16);
    }

    @Test
    void halvingEndsWithItsBudget() {
        Map<String, Failure> failures = Requests.send(ids(100), chunk -> start(chunk, id -> true));

        assertThat(failures).hasSize(100);
        assertThat(requests).hasSize(1 + 16);
    }

    @ParameterizedTest
    @CsvSource({
        "RequestLimitExceeded, REQUEST",
        "Throttling, REQUEST",
        "InternalError, REQUEST",
        "ServiceUnavailable, REQUEST",
        "Unavailable, REQUEST",
        "UnauthorizedOperation, PLACE",
        "Client.UnauthorizedOperation, PLACE",
        "AuthFailure, PLACE",
        "OptInRequired, PLACE",
        "PendingVerification, PLACE",
        "ExpiredToken, PLACE",
        "InvalidClientTokenId, PLACE",
        "RequestExpired, PLACE",
    })
    void anAnswerThatNamesNothingCostsOneRequest(String code, Scope scope) {
        Map<String, Failure> failures = Requests.send(ids(100), chunk -> {
            requests.add(chunk);
            throw answer(code, "no");
        });

        assertThat(requests).hasSize(1);
        assertThat(failures)
                .hasSize(100)
                .allSatisfy((id, failure) -> assertThat(failure.scope()).isEqualTo(scope));
    }

    @Test
    void noAnswerAtAllIsAFailureOfTheRequest() {
        Map<String, Failure> failures = Requests.send(ids(1), chunk -> {
            throw SdkClientException.create("Connection reset");
        });

        assertThat(failures.values())
                .containsExactly(new Failure("SdkClientException", "Connection reset", Scope.REQUEST));
    }

    @Test
    void aDryRunThatWouldSucceedIsASuccess() {
        assertThat(Requests.send(ids(3), chunk -> {
                    throw answer("DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
                }))
                .isEmpty();
    }

    @Test
    void whenAllAreBadEachIsAskedForOnceMore() {
        Set<String> all = Set.copyOf(ids(5));

        Map<String, Failure> failures = Requests.send(ids(5), chunk -> {
            requests.add(chunk);
            throw answer("IncorrectInstanceState", chunk.getFirst() + " is not right");
        });

        assertThat(failures.keySet()).isEqualTo(all);
        assertThat(requests).hasSize(5);
    }
}
