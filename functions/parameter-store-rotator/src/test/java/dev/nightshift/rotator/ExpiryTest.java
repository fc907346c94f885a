package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryTest {
    private static final Instant EXPIRES = Instant.parse("2026-12-02T21:34:33Z");

    private static Parameter expiring(Optional<Instant> expires) {
        Parameter plain = Fixture.parameter("/acme/db");
        return new Parameter(
                plain.name(),
                plain.type(),
                plain.version(),
                plain.keyId(),
                plain.tier(),
                plain.dataType(),
                plain.description(),
                plain.allowedPattern(),
                expires,
                plain.modified(),
                plain.modifiedBy(),
                plain.tags());
    }

    private static Outcome told(Kind kind, Optional<Instant> expires, Instant now) {
        Parameter parameter = expiring(expires);
        Verdict verdict = new Verdict.Leave(parameter, Strategy.POSTGRES, now);
        return Expiry.told(List.of(verdict), List.of(Outcome.of(kind, parameter, "postgres", "why")), now)
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({"15, NOT_DUE", "14, EXPIRING", "3, EXPIRING", "-1, EXPIRING"})
    void twoWeeksAheadItIsAFindingAlsoWhileNothingIsDue(int days, Kind kind) {
        Outcome outcome = told(Kind.NOT_DUE, Optional.of(EXPIRES), EXPIRES.minus(Duration.ofDays(days)));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.why().contains("its Expiration policy will delete it at 2026-12-02T21:34:33Z"))
                .isEqualTo(kind == Kind.EXPIRING);
    }

    @Test
    void whatIsSaidAboutItAnywayIsKept() {
        assertThat(told(Kind.FROZEN, Optional.of(EXPIRES), EXPIRES).kind()).isEqualTo(Kind.FROZEN);
        assertThat(told(Kind.NOT_DUE, Optional.empty(), EXPIRES).kind()).isEqualTo(Kind.NOT_DUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Type': 'Expiration', 'Version': '1.0', 'Attributes': {'Timestamp': '2026-12-02T21:34:33.000Z'}} | 2026-12-02T21:34:33Z",
                "{'Type': 'Expiration', 'Version': '1.0', 'Attributes': {'Timestamp': '2026-12-02T23:34:33+02:00'}} | 2026-12-02T21:34:33Z",
                "{'Type': 'Expiration', 'Version': '1.0', 'Attributes': {'Timestamp': 'soon'}} | 1970-01-01T00:00:00Z",
                "no JSON | 1970-01-01T00:00:00Z"
            })
    void aPolicyThatIsNotUnderstoodMayDeleteAtAnyTime(String policy, Instant at) {
        assertThat(Expiry.of(policy.replace('\'', '"'))).isEqualTo(at);
        assertThat(told(Kind.NOT_DUE, Optional.of(Expiry.of("no JSON")), EXPIRES)
                        .why())
                .isEqualTo(
                        "it is not due; its Expiration policy will delete it: remove the policy, or write the parameter"
                                + " anew in time");
    }
}
