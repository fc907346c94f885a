package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Outcome;
import dev.nightshift.tls.verdict.Sighting;
import dev.nightshift.tls.verdict.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProberTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity LEAF = Pki.server("a.test").by(ROOT);

    @Test
    void everyAddressOfANameIsProbedUpToTheLimit() throws InterruptedException {
        List<InetAddress> many = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> InetAddress.ofLiteral("127.0.0." + i))
                .toList();
        try (Server server = Server.start("0.0.0.0", 0, TlsSide.serving(LEAF))) {
            Verdict verdict = Probe.probe(
                            Probe.LIMITS, name -> many, Target.of("a.test", server.port(), Protocol.HTTPS), ROOT)
                    .judge(Pki.NOW);

            assertThat(verdict.addresses())
                    .hasSize(16)
                    .allSatisfy(one -> assertThat(one.findings()).isEmpty());
            assertThat(verdict.findings())
                    .containsExactly(new Finding(
                            Fault.NOT_PROBED,
                            "4 more addresses of a.test, from 127.0.0.17 to 127.0.0.20: only 16 of a name are probed"));
        }
    }

    @Test
    void theSameAddressesAreProbedWhateverTheOrderOfTheAnswer() throws InterruptedException {
        List<InetAddress> answer = new ArrayList<>(IntStream.rangeClosed(1, 200)
                .mapToObj(i -> InetAddress.ofLiteral(i % 2 == 0 ? "192.0.2." + i : "2001:db8::" + i))
                .toList());
        Set<Set<InetAddress>> probed = new HashSet<>();
        for (int run = 0; run < 5; run++) {
            Collections.shuffle(answer, new Random(run));
            Set<InetAddress> addresses = ConcurrentHashMap.newKeySet();
            try (Prober prober = new Prober(Probe.LIMITS, name -> List.copyOf(answer), (target, address, last) -> {
                addresses.add(address);
                return fine(address);
            })) {
                prober.probe(List.of(Target.of("a.test", 443, Protocol.HTTPS)), seen -> {});
            }
            probed.add(addresses);
        }

        assertThat(probed)
                .singleElement()
                .satisfies(addresses -> assertThat(addresses).hasSize(16));
    }

    /// On every machine: a link-local address without an interface has no route, an IPv4 broadcast address takes no
    /// connection, and the loopback port is closed.
    @ParameterizedTest
    @CsvSource({
        "fe80::1, NO_IPV6, NOT_PROBED",
        "255.255.255.255, TCP_UNREACHABLE, TCP_UNREACHABLE",
        "127.0.0.1, TCP_REFUSED, TCP_REFUSED"
    })
    void onlyAMissingRouteToIpv6IsNoFaultOfTheEndpoint(String address, String fault, String headline)
            throws InterruptedException {
        Verdict verdict = Probe.probe(
                        Probe.LIMITS,
                        name -> List.of(InetAddress.ofLiteral(address)),
                        Target.of("a.test", 1, Protocol.HTTPS))
                .judge(Pki.NOW);

        assertThat(Probe.faults(verdict)).isEqualTo(fault);
        assertThat(verdict.headline()).isEqualTo(headline);
    }

    @Test
    @Timeout(20)
    void aHundredTarpitsDelayNobody() throws InterruptedException {
        try (Server tarpit = Server.start("0.0.0.0", 0, Server.listens());
                Server good = Server.start(TlsSide.serving(LEAF))) {
            List<Target> targets = Stream.concat(
                            IntStream.rangeClosed(1, 100)
                                    .mapToObj(i -> Target.of("127.0.1." + i, tarpit.port(), Protocol.HTTPS)),
                            Stream.of(Target.of("a.test", good.port(), Protocol.HTTPS)))
                    .toList();

            List<Verdict> verdicts =
                    Probe.verdicts(new Limits(Duration.ofSeconds(3), Duration.ofSeconds(3), 200, 16), targets, ROOT);

            assertThat(verdicts.getFirst().headline()).as("the first to end").isEqualTo("OK");
            assertThat(verdicts).hasSize(101);
            assertThat(verdicts.subList(1, 101))
                    .allSatisfy(verdict -> assertThat(verdict.headline()).endsWith("_TIMEOUT"));
        }
    }

    @Test
    void neverMoreConnectionsThanAllowed() throws InterruptedException {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Server.Conversation counting = socket -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            Server.hears(100).with(socket);
            open.decrementAndGet();
        };
        try (Server server = Server.start("0.0.0.0", 0, counting)) {
            List<Target> targets = IntStream.rangeClosed(1, 60)
                    .mapToObj(i -> Target.of("127.0.1." + i, server.port(), Protocol.HTTPS))
                    .toList();

            assertThat(Probe.verdicts(new Limits(Duration.ofSeconds(10), Duration.ofSeconds(5), 3, 16), targets, ROOT))
                    .hasSize(60);
            assertThat(most).hasValueLessThanOrEqualTo(3);
        }
    }

    /// Twenty servers that give a handshake five seconds, and a machine that needs one for each that is under way, and
    /// ten more to begin with. Time is counted, nobody waits.
    @Test
    @Timeout(60)
    void aMachineThatIsTooSlowForAllAtOnceAsksAgainFewAtATime() throws InterruptedException {
        CountDownLatch cold = new CountDownLatch(20);
        CyclicBarrier four = new CyclicBarrier(4);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Attempts starved = (target, address, last) -> {
            if (!last) {
                cold.countDown();
                cold.await();
                return broken(address);
            }
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            await(four);
            underWay.decrementAndGet();
            return most.get() < 5 ? fine(address) : broken(address);
        };
        List<Verdict> verdicts = new ArrayList<>();
        try (Prober prober = new Prober(Probe.LIMITS, Probe.LOOPBACK, starved)) {
            prober.probe(
                    IntStream.range(0, 20)
                            .mapToObj(i -> Target.of("a.test", 1_000 + i, Protocol.HTTPS))
                            .toList(),
                    seen -> verdicts.add(seen.judge(Pki.NOW)));
        }

        assertThat(verdicts)
                .hasSize(20)
                .allSatisfy(verdict -> assertThat(verdict.headline()).isEqualTo("OK"));
    }

    private static void await(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Attempt broken(InetAddress address) {
        return new Attempt(new Sighting(
                address, List.of(), new Outcome.Failed(new Finding(Fault.TLS_CLOSED, "Connection reset by peer"))));
    }

    private static Attempt fine(InetAddress address) {
        Chain chain = Chain.of(List.of(LEAF.certificate()), Probe.trusting(ROOT));
        return new Attempt(new Sighting(
                address,
                List.of(),
                new Outcome.Served(chain, "TLSv1.3", "TLS_AES_128_GCM_SHA256", false, Optional.empty(), List.of())));
    }
}
