package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.certificates.CheckerConfig;
import dev.nightshift.kit.Settings;
import dev.nightshift.local.aws.IamPolicy;
import dev.nightshift.local.aws.IamRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ssl-expiry-checker as it is deployed in account 111122223333 in eu-central-1.
class CheckerTest {
    static final String SITE = """
            site: acme-prod
            zone: Europe/Berlin
            functions:
              ssl-expiry-checker:
                endpoints: [example.org]
                sources: [s3://acme-lists/targets.txt, ssm:/acme/targets]
                inventory: {acm: true, iam: true, rds: true}
                network: {subnets: [subnet-0123456789abcdef0], securityGroups: [sg-0123456789abcdef0], ipv6: true}
            """;

    private static final Assembly ASSEMBLY = Assembly.of(SITE);

    private final Deployed deployed = new Deployed(ASSEMBLY);
    private final IamPolicy checker = deployed.policyOf("What ssl-expiry-checker may do");

    @ParameterizedTest
    @CsvSource({
        "acm:ListCertificates,       *,                                                             true",
        "acm:DescribeCertificate,    arn:aws:acm:us-east-1:111122223333:certificate/1,              true",
        "acm:DescribeCertificate,    arn:aws:acm:us-east-1:444455556666:certificate/1,              false",
        "acm:ExportCertificate,      arn:aws:acm:us-east-1:111122223333:certificate/1,              false",
        "acm:DeleteCertificate,      arn:aws:acm:us-east-1:111122223333:certificate/1,              false",
        "iam:ListServerCertificates, *,                                                             true",
        "iam:GetServerCertificate,   arn:aws:iam::111122223333:server-certificate/a,                false",
        "rds:DescribeDBInstances,    arn:aws:rds:eu-central-1:111122223333:db:*,                    true",
        "rds:ModifyDBInstance,       arn:aws:rds:eu-central-1:111122223333:db:a,                    false",
        "s3:GetObject,               arn:aws:s3:::acme-lists/targets.txt,                           true",
        "s3:GetObject,               arn:aws:s3:::acme-lists/other.txt,                             false",
        "s3:PutObject,               arn:aws:s3:::acme-lists/targets.txt,                           false",
        "ssm:GetParameter,           arn:aws:ssm:eu-central-1:111122223333:parameter/acme/targets,  true",
        "ssm:GetParameter,           arn:aws:ssm:eu-central-1:111122223333:parameter/acme/password, false",
        "ec2:StopInstances,          arn:aws:ec2:eu-central-1:111122223333:instance/i-1,            false"
    })
    void itLooksAtWhatTheSiteNamesAndTouchesNothing(String action, String resource, boolean allowed) {
        assertThat(checker.allows(IamRequest.of(action, resource))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "s3:PutObject,    /state/ssl-expiry-checker/state.json,       true",
        "s3:GetObject,    /state/ssl-expiry-checker/state.json,       true",
        "s3:DeleteObject, /state/ssl-expiry-checker/state.json,       false",
        "s3:PutObject,    /state/weekend-instance-stopper/state.json, false"
    })
    void itKeepsItsOwnStateAndReportsAlone(String action, String key, boolean allowed) {
        assertThat(checker.allows(IamRequest.of(action, deployed.arn("Bucket") + key)))
                .isEqualTo(allowed);
    }

    @Test
    void itStandsInTheNetworkThatTheSiteNames() {
        assertThat(ASSEMBLY.only("AWS::Lambda::Function").get("VpcConfig"))
                .isEqualTo(Map.of(
                        "SubnetIds", List.of("subnet-0123456789abcdef0"),
                        "SecurityGroupIds", List.of("sg-0123456789abcdef0"),
                        "Ipv6AllowedForDualStack", true));
        assertThat(checker.allows(IamRequest.of("ec2:CreateNetworkInterface", "*")))
                .isTrue();
    }

    @Test
    void whatReachesTheFunctionIsReadByItAsTheSameSettings() {
        CheckerSite site = (CheckerSite)
                Objects.requireNonNull(Assembly.site(SITE).functions().get("ssl-expiry-checker"));

        CheckerConfig received = Settings.read("settings", site.settings(), CheckerConfig::from);

        assertThat(received.endpoints()).isEqualTo(site.config().endpoints());
        assertThat(received.sources()).isEqualTo(site.config().sources());
        assertThat(site.settings()).containsOnlyKeys("endpoints", "inventory", "sources", "zone");
    }

    @Test
    void aNetworkThatIsIncompleteIsRefused() {
        assertThatThrownBy(() -> Assembly.site(SITE.replace("sg-0123456789abcdef0", "default")))
                .hasMessageContaining(
                        "network.securityGroups[0]: \"default\": expected an id such as sg-0123456789abcdef0");
    }
}
