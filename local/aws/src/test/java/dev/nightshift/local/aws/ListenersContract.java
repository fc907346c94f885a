package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Limit;

/// What the functions rely on where load balancers show certificates, asked by the real client.
interface ListenersContract {
    World world();

    @Test
    default void aListenerHasItsDefaultCertificateAndSaysWhichItIsAmongAll() {
        List<String> certificates = List.of(certificate("a.test"), certificate("b.test"));
        String balancer = world().balancer("shop");
        String listener = world().listener(balancer, certificates);

        assertThat(elb().describeListeners(request -> request.loadBalancerArn(balancer))
                        .listeners())
                .singleElement()
                .satisfies(shown -> {
                    assertThat(shown.listenerArn()).isEqualTo(listener);
                    assertThat(shown.port()).isEqualTo(443);
                    assertThat(shown.protocolAsString()).isEqualTo("HTTPS");
                    assertThat(shown.certificates())
                            .extracting(Certificate::certificateArn)
                            .contains(certificates.getFirst());
                });
        assertThat(elb().describeListenerCertificates(request -> request.listenerArn(listener))
                        .certificates())
                .extracting(Certificate::certificateArn, Certificate::isDefault)
                .containsExactlyInAnyOrder(tuple(certificates.get(0), true), tuple(certificates.get(1), false));
    }

    @Test
    default void loadBalancersComeInPagesWithTheirNames() {
        world().balancer("shop");
        world().balancer("mail");

        DescribeLoadBalancersResponse first = elb().describeLoadBalancers(request -> request.pageSize(1));
        assertThat(first.loadBalancers()).singleElement().satisfies(balancer -> {
            assertThat(balancer.typeAsString()).isEqualTo("application");
            assertThat(balancer.schemeAsString()).isEqualTo("internet-facing");
            assertThat(balancer.dnsName())
                    .startsWith(balancer.loadBalancerName() + "-")
                    .endsWith(".elb.amazonaws.com");
        });
        DescribeLoadBalancersResponse second =
                elb().describeLoadBalancers(request -> request.pageSize(1).marker(first.nextMarker()));
        assertThat(second.loadBalancers()).hasSize(1).isNotEqualTo(first.loadBalancers());
        assertThat(second.nextMarker()).isNull();
    }

    @Test
    default void theAccountSaysHowManyCertificatesALoadBalancerMayHave() {
        assertThat(elb().describeAccountLimits().limits())
                .filteredOn(limit -> "certificates-per-application-load-balancer".equals(limit.name()))
                .extracting(Limit::max)
                .containsExactly("25");
    }

    @Test
    default void aLoadBalancerOrListenerThatIsGoneIsNotFound() {
        String arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:%s/app/gone/0123456789abcdef";

        assertRefused(
                () -> elb().describeListeners(request -> request.loadBalancerArn(arn.formatted("loadbalancer"))),
                400,
                "LoadBalancerNotFound",
                "load balancer");
        assertRefused(
                () -> elb().describeListenerCertificates(
                                request -> request.listenerArn(arn.formatted("listener") + "/0123456789abcdef")),
                400,
                "ListenerNotFound",
                "listener");
    }

    private String certificate(String domain) {
        return world().imported(domain, "RSA_2048", Duration.ofDays(90));
    }

    private ElasticLoadBalancingV2Client elb() {
        return world().clients().of(ElasticLoadBalancingV2Client::builder);
    }
}
