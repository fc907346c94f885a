package dev.nightshift.local.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged ssl-expiry-checker, whole, as Lambda runs it, in its demo's week.
class CertificateWeekTest {
    private static Demo.Played played = new Demo.Played("", List.of());

    @BeforeAll
    static void play() throws IOException {
        try (Progress progress = new Progress()) {
            played = new CertificateWeek(Checkout.current(), progress).play();
        }
    }

    @Test
    void eachRunSendsAtMostOneMailAndOnlyWithNews() {
        assertThat(mails())
                .extracting(mail -> mail.lines().findFirst().orElse(""))
                .containsExactly(
                        "Subject: 2 expired, 13 critical, 7 warning, 4 notice - ssl-expiry-checker eu-central-1",
                        "Subject: 8 warning - ssl-expiry-checker eu-central-1",
                        "Subject: 5 expired, 12 critical, 1 warning - ssl-expiry-checker eu-central-1",
                        "Subject: 1 resolved - ssl-expiry-checker eu-central-1",
                        "Subject: 1 warning - ssl-expiry-checker eu-central-1");
        assertThat(runs()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "0, expired.demo, EXPIRED",
        "0, ended-intermediate.demo, CHAIN_EXPIRED",
        "0, a.b.wildcard.demo, HOSTNAME_MISMATCH",
        "0, self-signed.demo, SELF_SIGNED",
        "0, unknown-root.demo, UNTRUSTED_ROOT",
        "0, no-intermediate.demo, INCOMPLETE_CHAIN",
        "0, signed-by-a-server.demo, CHAIN_INVALID",
        "0, for-clients.demo, WRONG_EKU",
        "0, next-year.demo, NOT_YET_VALID",
        "0, injected-mail.demo, STARTTLS_INJECTION",
        "0, short-key.demo, WEAK_KEY",
        "0, sha-1.demo, WEAK_SIGNATURE",
        "0, pay.demo, RENEWAL_BLOCKED: PENDING_VALIDATION",
        "0, deployment at 127.0.0.1, NOT_DEPLOYED",
        "0, *.shop.demo, 40 endpoints",
        "0, b..demo, line 74",
        "1, tarpit.demo, UNREACHABLE: TLS_TIMEOUT",
        "1, speaks-http.demo, UNREACHABLE: NOT_TLS",
        "2, switched-off.demo, UNREACHABLE: TCP_REFUSED",
        "1, plain-postgres.demo, UNREACHABLE: STARTTLS_REFUSED",
        "3, in-3-days.demo, 82 d left",
        "4, in-80-days.demo, UNREACHABLE: TCP_REFUSED"
    })
    void everyWayOfBeingWrongIsNamedInItsLine(int mail, String thing, String what) {
        assertThat(mails().get(mail).lines().filter(line -> line.contains(thing)))
                .anySatisfy(line -> assertThat(line).contains(what));
    }

    @ParameterizedTest
    @CsvSource({"six-days.demo", "whole-chain.demo", "needless-ended.demo", "(mail.demo)", "in-80-days.demo"})
    void whatIsGoodIsNotSpokenOf(String name) {
        assertThat(mails().getFirst()).doesNotContain(name);
    }

    @Test
    void thePageShowsEveryEndpoint() throws IOException {
        assertThat(Files.readString(played.page().orElseThrow()))
                .contains("<svg", "tarpit.demo", "self-signed.demo", "40.shop.demo")
                .contains("b..demo")
                .contains("pay.demo", "RENEWAL_BLOCKED");
    }

    private static List<String> mails() {
        return runs().stream()
                .flatMap(run -> run instanceof Map<?, ?> map && map.get("mails") instanceof List<?> mails
                        ? mails.stream()
                        : Stream.empty())
                .map(String::valueOf)
                .toList();
    }

    private static List<?> runs() {
        return (List<?>) played.json();
    }
}
