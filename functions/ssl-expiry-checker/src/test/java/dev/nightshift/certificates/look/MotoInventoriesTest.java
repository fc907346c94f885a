package dev.nightshift.certificates.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.certificates.Fixture;
import dev.nightshift.certificates.model.Front;
import dev.nightshift.certificates.model.Quota;
import dev.nightshift.certificates.model.Stock;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.aws.MotoServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// The requests that are made without a client of the SDK, as moto takes them: a second opinion beside the embedded
/// endpoint, where moto is installed; `-Dnightshift.moto=required` makes its absence a failure.
class MotoInventoriesTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]+");
    private static final Pattern ARN = Pattern.compile("arn:aws:[^<\"]+");

    private static Optional<MotoServer> server = Optional.empty();

    @BeforeAll
    static void start() {
        server = MotoServer.start();
        assumeTrue(server.isPresent(), "there is no moto_server on the PATH");
    }

    @AfterAll
    static void stop() {
        server.ifPresent(MotoServer::close);
    }

    @Test
    void listenersAndDomainNamesAreFoundAndDistributionsAreListed() throws Exception {
        String first = certificate("a.test");
        String second = certificate("b.test");
        String balancer = balancer();
        String listener = arn(
                balancing("Action=CreateListener&Version=2015-12-01&Protocol=HTTPS&Port=443&LoadBalancerArn=" + balancer
                        + "&Certificates.member.1.CertificateArn=" + first
                        + "&DefaultActions.member.1.Type=fixed-response"
                        + "&DefaultActions.member.1.FixedResponseConfig.StatusCode=404"));
        balancing("Action=AddListenerCertificates&Version=2015-12-01&ListenerArn=" + listener
                + "&Certificates.member.1.CertificateArn=" + second);
        balancing("Action=CreateLoadBalancer&Version=2012-06-01&LoadBalancerName=old"
                + "&AvailabilityZones.member.1=eu-central-1a&Listeners.member.1.Protocol=HTTPS"
                + "&Listeners.member.1.LoadBalancerPort=8443&Listeners.member.1.InstancePort=80"
                + "&Listeners.member.1.SSLCertificateId=" + first);
        post("apigateway", "/domainnames", JSON, """
                {"domainName": "rest.test", "regionalCertificateArn": "%s",
                 "endpointConfiguration": {"types": ["REGIONAL"]}}""".formatted(first));
        post("apigateway", "/v2/domainnames", JSON, """
                {"domainName": "http.test", "domainNameConfigurations":
                 [{"certificateArn": "%s", "endpointType": "REGIONAL"}]}""".formatted(second));

        List<Inventory> inventories = AwsInventories.of(
                Fixture.config("{\"zone\": \"UTC\", \"inventory\":"
                        + " {\"loadBalancers\": true, \"cloudFront\": true, \"apiGateway\": true}}"),
                new Clients(
                        Region.EU_CENTRAL_1,
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDMOTO", "secret")),
                        Optional.of(moto().endpoint())));
        Stock stock =
                inventories.stream().map(inventory -> inventory.stock().get()).reduce(Stock.NONE, Stock::and);

        assertThat(stock.fronts())
                .extracting(Front::name, Front::certificates)
                .containsExactly(
                        tuple("listener 443 of shop in eu-central-1", List.of(first, second)),
                        tuple("listener 8443 of old in eu-central-1", List.of(first)),
                        tuple("API domain rest.test in eu-central-1", List.of(first)),
                        tuple("API domain http.test in eu-central-1", List.of(second)));
        assertThat(stock.quotas()).containsExactly(new Quota("shop in eu-central-1", 1, 25, "listener 443: 1"));
    }

    private static String certificate(String domain) throws Exception {
        return arn(send(
                request("acm", "/", "application/x-amz-json-1.1")
                        .header("X-Amz-Target", "CertificateManager.RequestCertificate"),
                "{\"DomainName\": \"%s\"}".formatted(domain)));
    }

    private static String balancer() throws Exception {
        List<String> subnets = SUBNET.matcher(post("ec2", "/", FORM, "Action=DescribeSubnets&Version=2016-11-15"))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        return arn(balancing("Action=CreateLoadBalancer&Version=2015-12-01&Name=shop&Scheme=internet-facing"
                + "&Subnets.member.1=" + subnets.get(0) + "&Subnets.member.2=" + subnets.get(1)));
    }

    private static String balancing(String form) throws Exception {
        return post("elasticloadbalancing", "/", FORM, form);
    }

    private static String post(String service, String path, String type, String body) throws Exception {
        return send(request(service, path, type), body);
    }

    private static HttpRequest.Builder request(String service, String path, String type) {
        String scope = "AKIDMOTO/20260601/eu-central-1/%s/aws4_request".formatted(service);
        return HttpRequest.newBuilder(moto().endpoint().resolve(path))
                .header("Content-Type", type)
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0");
    }

    private static String send(HttpRequest.Builder request, String body) throws Exception {
        return moto().http()
                .send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
                .body();
    }

    private static String arn(String answer) {
        return ARN.matcher(answer)
                .results()
                .map(MatchResult::group)
                .filter(arn -> !arn.contains(":targetgroup/"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer));
    }

    private static MotoServer moto() {
        return server.orElseThrow();
    }
}
