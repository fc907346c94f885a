package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.policy.TrustPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What account 444455556666 lets the functions in account 111122223333 do.
class WatchedAccountTest {
    private static final String DESCRIPTION = "What weekend-instance-stopper may do here";
    private static final String NAME = "nightshift-acme-prod-weekend-instance-stopper";
    private static final String ROLE = "arn:aws:iam::444455556666:role/" + NAME;

    private final IamPolicy there = deployed("").policyOf(DESCRIPTION);
    private final IamPolicy home = new Deployed(Assembly.shared()).policyOf("What weekend-instance-stopper may do");

    private static Deployed deployed(String organization) {
        return new Deployed(
                Assembly.shared().accounts(),
                "444455556666",
                Map.of("HomeAccount", "111122223333", "Organization", organization));
    }

    @ParameterizedTest
    @CsvSource({
        "ec2:StopInstances,      444455556666, eu-central-1, acme:hours, true",
        "ec2:StartInstances,     444455556666, sa-east-1,    acme:hours, true",
        "ec2:StopInstances,      444455556666, eu-west-1,    acme:hours, false",
        "ec2:StopInstances,      444455556666, eu-central-1, Name,       false",
        "ec2:StopInstances,      111122223333, eu-central-1, acme:hours, false",
        "ec2:TerminateInstances, 444455556666, eu-central-1, acme:hours, false"
    })
    void aFunctionMayDoThereWhatItMayDoAtHome(
            String action, String account, String region, String tag, boolean allowed) {
        IamRequest request = IamRequest.of(
                        action, "arn:aws:ec2:%s:%s:instance/i-0123456789abcdef0".formatted(region, account))
                .withTags("aws:ResourceTag/", Map.of(tag, "lab"));

        assertThat(there.allows(request)).isEqualTo(allowed);
    }

    @Test
    void itMayNothingThereThatBelongsToItsHome() {
        assertThat(there.allowedActions())
                .containsExactly(
                        "ec2:CreateTags",
                        "ec2:DescribeInstanceTypes",
                        "ec2:DescribeInstances",
                        "ec2:DescribeVolumes",
                        "ec2:StartInstances",
                        "ec2:StopInstances",
                        "kms:CreateGrant",
                        "kms:DescribeKey");
    }

    @ParameterizedTest
    @CsvSource({
        "111122223333, nightshift-acme-prod-weekend-instance-stopper, acme-nightshift, true",
        "111122223333, nightshift-acme-prod-weekend-instance-stopper, other,           false",
        "111122223333, nightshift-acme-prod-weekend-instance-stopper, '',              false",
        "111122223333, nightshift-acme-prod-ssl-expiry-checker,       acme-nightshift, false",
        "777788889999, nightshift-acme-prod-weekend-instance-stopper, acme-nightshift, false"
    })
    void theFunctionsRoleAtHomeAloneMayAssumeIt(String account, String role, String externalId, boolean allowed) {
        TrustPolicy trust = deployed("").trustOf(DESCRIPTION);

        assertThat(trust.allows(caller(account, role), assuming(externalId))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"o-a1b2c3d4e5, true", "o-other00000, false", "'', false"})
    void anAccountMayAskForItsOrganization(String callers, boolean allowed) {
        TrustPolicy trust = deployed("o-a1b2c3d4e5").trustOf(DESCRIPTION);
        List<String> organization = callers.isEmpty() ? List.of() : List.of(callers);

        assertThat(trust.allows(
                        caller("111122223333", NAME),
                        assuming("acme-nightshift").with("aws:PrincipalOrgID", organization)))
                .isEqualTo(allowed);
    }

    @Test
    void theRoleAtHomeHasTheNameThatIsTrustedAndMayAssumeThatOneAlone() {
        assertThat(Assembly.shared().resources("AWS::IAM::Role").values())
                .anySatisfy(role -> assertThat(Assembly.properties(role)).containsEntry("RoleName", NAME));
        assertThat(home.allows(IamRequest.of("sts:AssumeRole", ROLE))).isTrue();
        assertThat(home.allows(IamRequest.of("sts:AssumeRole", ROLE + "2"))).isFalse();
        assertThat(home.allows(IamRequest.of("sts:AssumeRole", ROLE.replace("444455556666", "777788889999"))))
                .isFalse();
    }

    @Test
    void itsTemplateNeedsNothingOfCdk() {
        assertThat(Assembly.asMap(deployed("").assembly().section("Parameters")))
                .containsOnlyKeys("HomeAccount", "Organization");
        assertThat(deployed("").assembly().templateFile())
                .content()
                .doesNotContain("111122223333:role", "cdk-hnb659fds", "\"Rules\"")
                .contains("AWS::Partition");
    }

    private static Principal caller(String account, String role) {
        return Principal.role(account, role, IamPolicy.parse("{\"Statement\": []}"));
    }

    private static IamRequest assuming(String externalId) {
        IamRequest request = IamRequest.of("sts:AssumeRole", ROLE);
        return externalId.isEmpty() ? request : request.with("sts:ExternalId", List.of(externalId));
    }
}
