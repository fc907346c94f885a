package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.kit.Settings;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.site.CheckerSite;
import dev.nightshift.site.FunctionSite;
import dev.nightshift.site.Timing;
import dev.nightshift.tls.endpoint.Target;
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

    /// The same function on the internet and inside a network.
    private static final String VANTAGES = """
            site: acme-prod
            zone: Europe/Berlin
            functions:
              ssl-expiry-checker:
                endpoints: [example.org]
              ssl-expiry-checker@internal:
                endpoints: [db.internal:5432 protocol=postgres]
                every: 6 hours
                network: {subnets: [subnet-0123456789abcdef0], securityGroups: [sg-0123456789abcdef0]}
            """;

    /// With everything that can be looked at.
    static final String FRONTS = """
            site: acme-prod
            zone: Europe/Berlin
            functions:
              ssl-expiry-checker:
                inventory: {loadBalancers: true, cloudFront: true, apiGateway: true}
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
        "elasticloadbalancing:DescribeLoadBalancers,          *,                                                true",
        "elasticloadbalancing:DescribeListeners,              *,                                                true",
        "elasticloadbalancing:DescribeListenerCertificates,   *,                                                true",
        "elasticloadbalancing:DescribeAccountLimits,          *,                                                true",
        "elasticloadbalancing:RemoveListenerCertificates,     *,                                                false",
        "cloudfront:ListDistributions,                        *,                                                true",
        "cloudfront:UpdateDistribution,  arn:aws:cloudfront::111122223333:distribution/E1,                      false",
        "apigateway:GET,                 arn:aws:apigateway:eu-west-1::/domainnames,                            true",
        "apigateway:GET,                 arn:aws:apigateway:eu-west-1::/restapis,                               false",
        "apigateway:GET,                 arn:aws:apigateway:eu-west-1::/apikeys,                                false",
        "apigateway:PATCH,               arn:aws:apigateway:eu-west-1::/domainnames/a,                          false",
        "acm:ListCertificates,           *,                                                                     false"
    })
    void itReadsWhatShowsCertificatesOnlyWhereTheSiteAsksForIt(String action, String resource, boolean allowed) {
        IamPolicy fronts = new Deployed(Assembly.of(FRONTS)).policyOf("What ssl-expiry-checker may do");

        assertThat(fronts.allows(IamRequest.of(action, resource))).isEqualTo(allowed);
        assertThat(checker.allows(IamRequest.of(action, resource)) && action.matches("(elastic|cloudfront|apig).*"))
                .isFalse();
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
    void twoVantagePointsAreTwoFunctionsThatDoNotTouchEachOther() {
        Assembly both = Assembly.of(VANTAGES);
        Deployed deployedBoth = new Deployed(both);
        String bucket = deployedBoth.arn("Bucket");

        assertThat(both.resources("AWS::Lambda::Function").values())
                .extracting(function -> Assembly.properties(function).get("FunctionName"))
                .containsExactlyInAnyOrder(
                        "nightshift-acme-prod-ssl-expiry-checker", "nightshift-acme-prod-ssl-expiry-checker-internal");
        assertThat(both.resources("AWS::Scheduler::Schedule").toString())
                .contains("ScheduleExpression=cron(0 * * * ? *)", "ScheduleExpression=cron(0 0/6 * * ? *)");
        for (String own : List.of("", "-internal")) {
            IamPolicy policy = deployedBoth.policyOf("What ssl-expiry-checker" + own.replace('-', '@') + " may do");
            for (String other : List.of("", "-internal")) {
                IamRequest write =
                        IamRequest.of("s3:PutObject", bucket + "/state/ssl-expiry-checker" + other + "/state.json");
                assertThat(policy.allows(write)).as(own + " writes " + other).isEqualTo(own.equals(other));
            }
        }
    }

    @Test
    void aVantagePointKnowsItsNameForItsStateAndTheOnlyOneHasNone() {
        assertThat(received(VANTAGES, "ssl-expiry-checker@internal").name()).isEqualTo("ssl-expiry-checker-internal");
        assertThat(received(VANTAGES, "ssl-expiry-checker").name()).isEqualTo("ssl-expiry-checker");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssl-expiry-checker@DMZ: {endpoints: [a.test]}      | @DMZ.vantage: \"DMZ\": expected lower-case letters, digits and hyphens, the first a letter",
                "ssl-expiry-checker: {endpoints: [a.test], vantage: dmz} | .vantage: \"dmz\": is what follows the @ of the entry's name",
                "ssl-expiry-checker@a-place-far-away-from-everybody: {endpoints: [a.test]} | expected a shorter name: with the site's before it, it has more than 64 characters",
                "parameter-store-rotator@dmz: {}                    | unknown key; known here:"
            })
    void aVantagePointWithoutAGoodNameIsRefused(String entry, String problem) {
        assertThatThrownBy(() -> Assembly.site("site: acme-prod\nzone: UTC\nfunctions:\n  " + entry + "\n"))
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "60 minutes, cron(0 * * * ? *),     0",
        "1 hour,     cron(0 * * * ? *),     0",
        "30 minutes, cron(0/30 * * * ? *),  0",
        "2 hours,    cron(0 0/2 * * ? *),   2",
        "24 hours,   cron(0 0 * * ? *),     2"
    })
    void itRunsInMinutesThatDivideAnHourOrHoursThatDivideADay(String every, String expression, int retries) {
        CheckerConfig config = received(SITE + "    every: " + every + "\n", "ssl-expiry-checker");
        Timing timing = new Timing.Every(config.every(), config.staleAfter());

        assertThat(timing.expression()).isEqualTo(expression);
        assertThat(timing.retries()).isEqualTo(retries);
    }

    private static CheckerConfig received(String yaml, String entry) {
        FunctionSite site =
                Objects.requireNonNull(Assembly.site(yaml).functions().get(entry));
        return Settings.read("settings", site.settings(), CheckerConfig::from);
    }

    /// The host that browsers call; `java.net.IDN` would ask strasse.example.
    @Test
    void namesBeyondAsciiReachTheFunctionAsDnsKnowsThem() {
        CheckerConfig config = received("""
                site: acme-prod
                zone: UTC
                functions:
                  ssl-expiry-checker:
                    endpoints: ["https://Straße.example:8443/größe sni=bücher.example", plain.example]
                    metricsFor: ["straße.example:8443"]
                """, CheckerConfig.NAME);

        assertThat(config.endpoints())
                .extracting(Target::label)
                .containsExactly("xn--strae-oqa.example:8443 (xn--bcher-kva.example)", "plain.example:443");
        assertThat(config.metricsFor()).containsExactly("xn--strae-oqa.example:8443");
        assertThatThrownBy(() -> Assembly.site(SITE.replace("[example.org]", "[\"-ß-.example\"]")))
                .hasMessageContaining(
                        "endpoints[0]: \"-ß-.example\": expected an ASCII host name: write the A-label (xn--...)");
    }

    @Test
    void aNetworkThatIsIncompleteIsRefused() {
        assertThatThrownBy(() -> Assembly.site(SITE.replace("sg-0123456789abcdef0", "default")))
                .hasMessageContaining(
                        "network.securityGroups[0]: \"default\": expected an id such as sg-0123456789abcdef0");
    }
}
