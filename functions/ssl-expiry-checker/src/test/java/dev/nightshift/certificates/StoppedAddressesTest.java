package dev.nightshift.certificates;

import static dev.nightshift.certificates.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.certificates.look.StoppedAddresses;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.StoppedHosts.Host;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Endpoints on hosts that weekend-instance-stopper keeps down.
class StoppedAddressesTest {
    private static final String STOPPED = "10.0.0.5";
    private static final String OTHER = "10.0.0.6";

    private final Runs runs;

    StoppedAddressesTest() throws IOException {
        runs = new Runs();
    }

    @AfterEach
    void close() {
        runs.close();
    }

    @ParameterizedTest
    @CsvSource({"TCP_TIMEOUT", "TCP_REFUSED", "TCP_UNREACHABLE"})
    void aSilentHostThatIsStoppedOnPurposeIsNoFindingUntilItShouldBeUp(Fault fault) throws IOException {
        stopFor(Duration.ofHours(5));
        runs.world = at -> List.of(endpoint(fault, STOPPED));

        assertThat(verdictsOf(4)).isEmpty();
        assertThat(runs.metrics.toString(StandardCharsets.UTF_8)).doesNotContain("\"Unreachable\":1");
        assertThat(runs.text("report.html"))
                .contains("on i-1, which weekend-instance-stopper stopped until <time datetime=\"2026-");

        assertThat(verdictsOf(3)).containsExactly("1 warning");
    }

    @Test
    void aSilentHostThatNobodyStoppedIsReportedAtTheThirdRun() throws IOException {
        stopFor(Duration.ofDays(2));
        runs.world = at -> List.of(endpoint(Fault.TCP_TIMEOUT, OTHER));

        assertThat(verdictsOf(2)).isEmpty();
        assertThat(verdictsOf(1)).containsExactly("1 warning");
    }

    @Test
    void oneOfTwoAddressesThatIsStoppedDoesNotHideTheOther() throws IOException {
        stopFor(Duration.ofDays(2));
        runs.world = at -> List.of(endpoint(Fault.TCP_TIMEOUT, STOPPED, OTHER));

        assertThat(verdictsOf(3)).containsExactly("1 warning");
    }

    @Test
    void aHostThatAnswersWronglyIsNotStopped() throws IOException {
        stopFor(Duration.ofDays(2));
        runs.world = at -> List.of(endpoint(Fault.SELF_SIGNED, STOPPED));

        assertThat(verdictsOf(1)).containsExactly("1 critical");
    }

    @Test
    void theListIsNotReadWhileEverythingAnswers() {
        Verdict served = Fixture.served("a.test", 60, NOW);

        assertThat(StoppedAddresses.explained(
                        List.of(served),
                        () -> {
                            throw new AssertionError("read");
                        },
                        NOW))
                .containsExactly(served);
    }

    private List<String> verdictsOf(int number) throws IOException {
        runs.told.clear();
        for (int run = 0; run < number; run++) {
            runs.run();
        }
        return runs.told.stream().map(Digest::verdict).toList();
    }

    private void stopFor(Duration time) {
        Host host = new Host("i-1", "eu-central-1", new TreeSet<>(List.of(STOPPED)), runs.clock.plus(time));
        runs.bucket.put(StoppedHosts.KEY, StoppedHosts.of(List.of(host)).json());
    }

    private static Verdict endpoint(Fault fault, String... addresses) {
        return new Verdict(
                Target.of("a.test", 443, Protocol.HTTPS),
                Stream.of(addresses)
                        .map(address -> new AddressVerdict(
                                InetAddress.ofLiteral(address),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(new Finding(fault, "seen"))))
                        .toList(),
                List.of());
    }
}
