package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.endpoints.Ec2EndpointProvider;
import software.amazon.awssdk.services.iam.endpoints.IamEndpointProvider;
import software.amazon.awssdk.services.route53.endpoints.Route53EndpointProvider;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.sns.endpoints.SnsEndpointProvider;
import software.amazon.awssdk.services.ssm.endpoints.SsmEndpointProvider;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/// Requests go where those of the SDK's clients go, and are signed for the same region.
class EndpointsTest {
    private static final Map<String, Function<Region, CompletableFuture<Endpoint>>> OF_REGIONS = Map.ofEntries(
            Map.entry("ec2", in -> Ec2EndpointProvider.defaultProvider().resolveEndpoint(p -> p.region(in))),
            Map.entry("sns", in -> SnsEndpointProvider.defaultProvider().resolveEndpoint(p -> p.region(in))),
            Map.entry("ssm", in -> SsmEndpointProvider.defaultProvider().resolveEndpoint(p -> p.region(in))),
            Map.entry("sts", in -> StsEndpointProvider.defaultProvider().resolveEndpoint(p -> p.region(in))));

    static Stream<Region> regions() {
        return Region.regions().stream().filter(region -> !region.isGlobalRegion());
    }

    private static Clients clients(Region region) {
        return new Clients(region, AnonymousCredentialsProvider.create(), Optional.empty());
    }

    private static void same(SignedRequests ours, CompletableFuture<Endpoint> theirs) {
        Endpoint expected = theirs.join();
        assertThat(ours.endpoint()).isEqualTo(expected.endpointUrl().toUri());
        signingRegion(expected).ifPresent(region -> assertThat(ours.region()).isEqualTo(region));
    }

    private static Optional<String> signingRegion(Endpoint endpoint) {
        return Stream.ofNullable(endpoint.attribute(AwsEndpointAttribute.AUTH_SCHEMES))
                .flatMap(schemes -> schemes.stream())
                .flatMap(scheme -> scheme instanceof SigV4AuthScheme v4 ? Stream.ofNullable(v4.signingRegion()) : null)
                .findFirst();
    }

    @ParameterizedTest
    @MethodSource("regions")
    void servicesOfARegion(Region region) {
        OF_REGIONS.forEach((service, theirs) -> same(clients(region).requests(service), theirs.apply(region)));
    }

    @ParameterizedTest
    @MethodSource("regions")
    void servicesOfAPartition(Region region) {
        same(
                clients(region).iam().requests(),
                IamEndpointProvider.defaultProvider().resolveEndpoint(p -> p.region(region)));
        same(
                clients(region).route53(),
                Route53EndpointProvider.defaultProvider().resolveEndpoint(p -> p.region(region)));
    }

    @ParameterizedTest
    @MethodSource("regions")
    void aBucket(Region region) {
        for (String name : new String[] {"acme-state", "acme.state"}) {
            Endpoint theirs = S3EndpointProvider.defaultProvider()
                    .resolveEndpoint(p -> p.region(region).bucket(name))
                    .join();
            Bucket ours = clients(region).bucket(name);
            assertThat(ours.requests().endpoint() + ours.path("a b/ü"))
                    .isEqualTo(theirs.endpointUrl().toUri() + "/a%20b/%C3%BC");
        }
    }

    @Test
    void anEndpointOfOnesOwnHasTheBucketInThePath() {
        Clients clients = new Clients(
                Region.EU_CENTRAL_1,
                AnonymousCredentialsProvider.create(),
                Optional.of(URI.create("http://127.0.0.1:4566")));

        assertThat(clients.bucket("state").path("a")).isEqualTo("/state/a");
    }
}
