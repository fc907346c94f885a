package dev.nightshift.local.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustPolicyTest {
    private static final IamPolicy NOTHING = IamPolicy.parse("""
            {"Statement": []}
            """);
    private static final Principal STOPPER = Principal.role("111122223333", "stopper", NOTHING);
    private static final IamRequest ASSUME =
            IamRequest.of("sts:AssumeRole", "arn:aws:iam::444455556666:role/nightshift-watch");

    @ParameterizedTest
    @CsvSource({
        "111122223333,                                         true",
        "arn:aws:iam::111122223333:root,                       true",
        "arn:aws:iam::111122223333:role/stopper,               true",
        "arn:aws:sts::111122223333:assumed-role/stopper/local, true",
        "*,                                                    true",
        "arn:aws:iam::111122223333:role/other,                 false",
        "arn:aws:iam::444455556666:root,                       false"
    })
    void aPrincipalNamesAnAccountARoleOrASession(String principal, boolean trusted) {
        TrustPolicy trust = TrustPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ["%s"]}}}
                """.formatted(principal));

        assertThat(trust.allows(STOPPER, ASSUME)).isEqualTo(trusted);
    }

    @Test
    void conditionsSeeTheRoleOfTheCaller() {
        TrustPolicy trust = TrustPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "111122223333"},
                  "Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/stopper"},
                                "StringEquals": {"sts:ExternalId": "acme"}}}}
                """);
        IamRequest named = ASSUME.with("sts:ExternalId", List.of("acme"));

        assertThat(trust.allows(STOPPER, named)).isTrue();
        assertThat(trust.allows(STOPPER, ASSUME)).isFalse();
        assertThat(trust.allows(Principal.role("111122223333", "other", NOTHING), named))
                .isFalse();
        assertThat(trust.allows(Principal.unrestricted("111122223333"), named)).isFalse();
    }

    @Test
    void aServiceIsNobodyHere() {
        TrustPolicy trust = TrustPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                               "Principal": {"Service": "lambda.amazonaws.com"}}}
                """);

        assertThat(trust.allows(STOPPER, ASSUME)).isFalse();
    }

    @Test
    void aDenialWins() {
        TrustPolicy trust = TrustPolicy.parse("""
                {"Statement": [
                  {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}},
                  {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "111122223333"}}]}
                """);

        assertThat(trust.allows(STOPPER, ASSUME)).isFalse();
    }

    @Test
    void aStatementWithoutAPrincipalIsRefused() {
        assertThatThrownBy(() -> TrustPolicy.parse("""
                        {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole"}}
                        """)).hasMessageStartingWith("a trust needs a Principal");
    }
}
