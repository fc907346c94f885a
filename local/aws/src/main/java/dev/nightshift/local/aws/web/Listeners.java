package dev.nightshift.local.aws.web;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service.Operation;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Page;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// The load balancers of one account in one region, as far as the certificates of their listeners go.
///
/// Sources: Elastic Load Balancing API Reference, versions 2015-12-01 and, for Classic Load Balancers, 2012-06-01.
public final class Listeners {
    private static final String CLASSIC = "2012-06-01";
    private static final String VERSION = "Version";
    private static final String CERTIFICATE_ARN = "CertificateArn";
    private static final int LARGEST_PAGE = 400;

    private record Balancer(Fields description, Map<String, Fields> listeners) {}

    private final Place place;
    private final Map<String, Balancer> balancers = new LinkedHashMap<>();
    private final List<Fields> classic = new ArrayList<>();
    private final Map<String, List<String>> certificates = new LinkedHashMap<>();
    private final Map<String, Integer> limits = new TreeMap<>(
            Map.of("certificates-per-application-load-balancer", 25, "certificates-per-network-load-balancer", 25));

    Listeners(Place place) {
        this.place = place;
    }

    /// Makes a load balancer and says its ARN.
    ///
    /// @param type `application` or `network`
    /// @param scheme `internet-facing` or `internal`
    public synchronized String balancer(String name, String type, String scheme) {
        String kind = type.equals("application") ? "app" : "net";
        String arn =
                place.arn("elasticloadbalancing", "loadbalancer/%s/%s/%016x".formatted(kind, name, name.hashCode()));
        Fields description = Fields.empty()
                .put("LoadBalancerArn", arn)
                .put("LoadBalancerName", name)
                .put("DNSName", "%s-1.%s.elb.amazonaws.com".formatted(name, place.region()))
                .put("Scheme", scheme)
                .put("Type", type);
        balancers.put(arn, new Balancer(description, new LinkedHashMap<>()));
        return arn;
    }

    /// Adds a listener, and says its ARN.
    ///
    /// @param shown the ARNs of its certificates, the default one first; none for one without encryption
    public synchronized String listener(String balancer, int port, String protocol, List<String> shown) {
        String arn = balancer.replace(":loadbalancer/", ":listener/") + "/%016x".formatted(port);
        Fields listener =
                Fields.empty().put("ListenerArn", arn).put("Port", port).put("Protocol", protocol);
        if (!shown.isEmpty()) {
            listener.put("Certificates", List.of(Fields.empty().put(CERTIFICATE_ARN, shown.getFirst())));
        }
        Objects.requireNonNull(balancers.get(balancer)).listeners().put(arn, listener);
        certificates.put(arn, List.copyOf(shown));
        return arn;
    }

    /// Deletes a listener that is still described with its load balancer.
    public synchronized void deleteListener(String arn) {
        certificates.remove(arn);
    }

    /// Makes a Classic Load Balancer.
    public synchronized void classic(String name, int port, String certificate) {
        Fields listener = Fields.empty()
                .put("Protocol", "HTTPS")
                .put("LoadBalancerPort", port)
                .put("SSLCertificateId", certificate);
        classic.add(Fields.empty()
                .put("LoadBalancerName", name)
                .put("DNSName", "%s-2.%s.elb.amazonaws.com".formatted(name, place.region()))
                .put("Scheme", "internet-facing")
                .put("ListenerDescriptions", List.of(Fields.empty().put("Listener", listener))));
    }

    /// Sets a limit of the account, such as `certificates-per-application-load-balancer`.
    public synchronized void limit(String name, int most) {
        limits.put(name, most);
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        add(operations, "DescribeLoadBalancers", Set.of("Marker", "PageSize", VERSION), this::describeLoadBalancers);
        add(
                operations,
                "DescribeListeners",
                Set.of("LoadBalancerArn", "Marker", "PageSize", VERSION),
                this::describeListeners);
        add(
                operations,
                "DescribeListenerCertificates",
                Set.of("ListenerArn", "Marker", "PageSize", VERSION),
                this::describeListenerCertificates);
        add(operations, "DescribeAccountLimits", Set.of("Marker", "PageSize", VERSION), this::describeAccountLimits);
        return operations;
    }

    private static void add(
            Map<String, Operation> operations,
            String name,
            Set<String> parameters,
            Function<Parameters, Fields> answer) {
        operations.put(
                name,
                new Operation(
                        parameters, asked -> List.of(IamRequest.of("elasticloadbalancing:" + name, "*")), answer));
    }

    private synchronized Fields describeLoadBalancers(Parameters asked) {
        if (asked.textOrEmpty(VERSION).equals(CLASSIC)) {
            return paged("LoadBalancerDescriptions", classic, asked);
        }
        return paged(
                "LoadBalancers",
                balancers.values().stream().map(Balancer::description).toList(),
                asked);
    }

    private synchronized Fields describeListeners(Parameters asked) {
        Balancer balancer = balancers.get(asked.textOrEmpty("LoadBalancerArn"));
        if (balancer == null) {
            throw AwsException.badRequest("LoadBalancerNotFound", "One or more load balancers not found");
        }
        return paged("Listeners", List.copyOf(balancer.listeners().values()), asked);
    }

    private synchronized Fields describeListenerCertificates(Parameters asked) {
        List<String> shown = certificates.get(asked.textOrEmpty("ListenerArn"));
        if (shown == null) {
            throw AwsException.badRequest("ListenerNotFound", "One or more listeners not found");
        }
        List<Fields> all = new ArrayList<>();
        // The order says nothing: here the default one comes last.
        for (int i = shown.size() - 1; i >= 0; i--) {
            all.add(Fields.empty().put(CERTIFICATE_ARN, shown.get(i)).put("IsDefault", i == 0));
        }
        return paged("Certificates", all, asked);
    }

    private synchronized Fields describeAccountLimits(Parameters asked) {
        List<Fields> all = new ArrayList<>();
        limits.forEach((name, most) -> all.add(Fields.empty().put("Name", name).put("Max", most)));
        return paged("Limits", all, asked);
    }

    private static Fields paged(String list, List<Fields> all, Parameters asked) {
        int size = asked.text("PageSize").map(Integer::parseInt).orElse(LARGEST_PAGE);
        Page<Fields> page = Page.of(all, size, asked.text("Marker"));
        Fields answer = Fields.empty().put(list, page.items());
        page.next().ifPresent(token -> answer.put("NextMarker", token));
        return answer;
    }
}
