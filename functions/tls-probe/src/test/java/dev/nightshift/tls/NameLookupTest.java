package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.verdict.Verdict;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameLookupTest {
    @ParameterizedTest
    @CsvSource({
        "a.test: Name or service not known, DNS_NOT_FOUND",
        "a.test: Temporary failure in name resolution, DNS_FAILED",
        "a.test: Non-recoverable failure in name resolution, DNS_FAILED",
        "a.test: Try again, DNS_FAILED",
        "a.test: Non-recoverable error, DNS_FAILED",
        "non-recoverable.test: Name or service not known, DNS_NOT_FOUND",
        "a.test, DNS_NOT_FOUND"
    })
    void namesThatCannotBeResolved(String message, String fault) throws InterruptedException {
        Resolver resolver = name -> {
            throw new UnknownHostException(message);
        };

        assertThat(Probe.faults(Probe.probe(Probe.LIMITS, resolver, Target.of("a.test", 1, Protocol.HTTPS))
                        .judge(Pki.NOW)))
                .isEqualTo(fault);
    }

    @Test
    @Timeout(20)
    void aResolverThatNeverAnswersCostsOneDeadline() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Resolver resolver = name -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException("interrupted");
            }
            return List.of();
        };
        List<Verdict> verdicts = new ArrayList<>();
        List<Target> targets = IntStream.range(0, 100)
                .mapToObj(i -> Target.of("h" + i + ".test", 1, Protocol.HTTPS))
                .toList();
        try (Prober prober = new Prober(Probe.IMPATIENT, Probe.trusting(), resolver, InstantSource.fixed(Pki.NOW))) {
            prober.probe(targets, seen -> verdicts.add(seen.judge(Pki.NOW)));
        }

        assertThat(verdicts)
                .hasSize(100)
                .allSatisfy(verdict -> assertThat(Probe.faults(verdict)).isEqualTo("DNS_TIMEOUT"));
    }
}
