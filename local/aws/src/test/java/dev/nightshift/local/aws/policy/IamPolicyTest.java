package dev.nightshift.local.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IamPolicyTest {
    private static final String WEB = "arn:aws:ec2:eu-central-1:123456789012:instance/i-0a";

    @ParameterizedTest
    @CsvSource({
        "ec2:StopInstances,     *,                                      ALLOWED",
        "EC2:stopinstances,     *,                                      ALLOWED",
        "ec2:St*Instances,      arn:aws:ec2:*:*:instance/*,             ALLOWED",
        "ec2:Sto?Instances,     arn:aws:ec2:*:*:instance/i-0?,          ALLOWED",
        "*,                     arn:aws:ec2:*:*:instance/i-0b,          NOT_ALLOWED",
        "ec2:StartInstances,    *,                                      NOT_ALLOWED",
        "ec2:Stop,              *,                                      NOT_ALLOWED",
        "ec2:StopInstances,     arn:aws:ec2:*:*:INSTANCE/*,             NOT_ALLOWED"
    })
    void actionsIgnoreCaseAndBothKnowWildcards(String action, String resource, IamDecision decision) {
        IamPolicy policy = IamPolicy.of(Map.of("Statement", statement("Allow", action, resource, Map.of())));

        assertThat(policy.decide(IamRequest.of("ec2:StopInstances", WEB))).isEqualTo(decision);
    }

    /// Values of the key in the request are divided by spaces, `-` is no key at all.
    @ParameterizedTest
    @CsvSource({
        "Null,                              false,  a,      true",
        "Null,                              false,  -,      false",
        "Null,                              true,   -,      true",
        "Null,                              true,   a,      false",
        "StringEquals,                      a,      a,      true",
        "StringEquals,                      a,      A,      false",
        "StringEquals,                      a*,     ab,     false",
        "StringEquals,                      a,      -,      false",
        "StringEqualsIfExists,              a,      -,      true",
        "StringEqualsIfExists,              a,      b,      false",
        "StringLike,                        a*,     ab,     true",
        "StringLike,                        a?,     abc,    false",
        "Bool,                              true,   True,   true",
        "Bool,                              true,   false,  false",
        "ArnLike,                           arn:aws:sns:*:1:t,  arn:aws:sns:eu:1:t,     true",
        "ArnLike,                           arn:aws:sns:*:t,    arn:aws:sns:eu:1:t,     false",
        "ArnEquals,                         arn:aws:sns:eu:1:*, arn:aws:sns:eu:1:a:b,   true",
        "ForAllValues:StringEquals,         a,      a,      true",
        "ForAllValues:StringEquals,         a,      a b,    false",
        "ForAllValues:StringEquals,         a,      -,      true",
        "ForAnyValue:StringEquals,          a,      a b,    true",
        "ForAnyValue:StringEquals,          a,      b c,    false",
        "ForAnyValue:StringEquals,          a,      -,      false",
        "ForAnyValue:StringLikeIfExists,    a*,     -,      true"
    })
    void conditionsHoldAsTheirOperatorsSay(String operator, String expected, String values, boolean allowed) {
        IamPolicy policy = IamPolicy.of(Map.of(
                "Statement", statement("Allow", "*", "*", Map.of(operator, Map.of("aws:TagKeys", expected)))));
        IamRequest request = IamRequest.of("ec2:CreateTags", WEB);

        assertThat(policy.allows(
                        values.equals("-") ? request : request.with("AWS:tagkeys", List.of(values.split(" ")))))
                .isEqualTo(allowed);
    }

    @Test
    void anExplicitDenyWinsWhereverItStands() {
        Map<String, Object> allow = statement("Allow", "*", "*", Map.of());
        Map<String, Object> deny = statement("Deny", "ec2:Stop*", "*", Map.of("Bool", Map.of("key", true)));
        IamRequest request = IamRequest.of("ec2:StopInstances", WEB);

        IamPolicy together = IamPolicy.of(Map.of("Statement", List.of(deny, allow)));
        IamPolicy apart = IamPolicy.of(Map.of("Statement", allow)).and(IamPolicy.of(Map.of("Statement", deny)));

        assertThat(List.of(together, apart)).allSatisfy(policy -> {
            assertThat(policy.decide(request)).isEqualTo(IamDecision.ALLOWED);
            assertThat(policy.decide(request.with("key", List.of("true")))).isEqualTo(IamDecision.DENIED);
        });
        assertThat(together.allowedActions()).containsExactly("*");
    }

    @Test
    void allValuesOfAListAndAllLinesOfABlockCount() {
        IamPolicy policy = IamPolicy.parse("""
                {"Version": "2012-10-17", "Statement": [{
                  "Effect": "Allow", "Action": ["ec2:StopInstances", "ec2:StartInstances"], "Resource": ["*"],
                  "Condition": {
                    "Null": {"aws:ResourceTag/schedule": "false"},
                    "StringEquals": {"aws:ResourceTag/stage": ["test", "dev"]}}}]}
                """);
        IamRequest start = IamRequest.of("ec2:StartInstances", WEB);

        assertThat(policy.allows(start.withTags("aws:ResourceTag/", Map.of("schedule", "x", "stage", "dev"))))
                .isTrue();
        assertThat(policy.allows(start.withTags("aws:ResourceTag/", Map.of("schedule", "x", "stage", "prod"))))
                .isFalse();
        assertThat(policy.allows(start.withTags("aws:ResourceTag/", Map.of("stage", "dev"))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Effect': 'Allow', 'NotAction': 'a', 'Resource': '*'} | a statement may only have",
                "{'Effect': 'Allow', 'Action': 'a', 'Resource': '*', 'Principal': '*'} | a statement may only have",
                "{'Effect': 'allow', 'Action': 'a', 'Resource': '*'} | neither Allow nor Deny",
                "{'Effect': 'Allow', 'Action': 'a'} | without actions, resources or values",
                "{'Effect': 'Allow', 'Action': [], 'Resource': '*'} | without actions, resources or values",
                "{'Effect': 'Allow', 'Action': 'a', 'Resource': {'Ref': 'X'}} | expected a plain text: {Ref=X}",
                "{'Effect': 'Allow', 'Action': 'a', 'Resource': 'x/${aws:username}'} | expected a plain text",
                "{'Effect': 'Allow', 'Action': 'a', 'Resource': '*', 'Condition': {'IpAddress': {'k': 'v'}}}"
                        + " | condition operator IpAddress is not known here",
                "{'Effect': 'Allow', 'Action': 'a', 'Resource': '*', 'Condition': {'ForMost:Bool': {'k': 'v'}}}"
                        + " | set operator ForMost:Bool is not known here"
            })
    void whatIsNotUnderstoodIsRefused(String statement, String why) {
        assertThatThrownBy(() -> IamPolicy.parse("{\"Statement\": " + statement.replace('\'', '"') + "}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void severalValuesNeedASetOperator() {
        IamPolicy policy = IamPolicy.of(Map.of(
                "Statement", statement("Allow", "*", "*", Map.of("StringEquals", Map.of("aws:TagKeys", "a")))));
        IamRequest request = IamRequest.of("ec2:CreateTags", WEB).with("aws:TagKeys", List.of("a", "b"));

        assertThatThrownBy(() -> policy.decide(request)).hasMessageContaining("ForAllValues or ForAnyValue is missing");
    }

    private static Map<String, Object> statement(
            String effect, String action, String resource, Map<String, ?> condition) {
        return Map.of("Effect", effect, "Action", action, "Resource", resource, "Condition", condition);
    }
}
