package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Front;
import dev.nightshift.certificates.model.Quota;
import dev.nightshift.certificates.model.Stock;
import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.SignedRequests;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What load balancers show to clients. Needs `elasticloadbalancing:DescribeLoadBalancers`, `DescribeListeners`,
/// `DescribeListenerCertificates` and `DescribeAccountLimits`.
///
/// Sources: Elastic Load Balancing API Reference, versions 2015-12-01 and, for Classic Load Balancers, 2012-06-01.
final class LoadBalancers {
    private static final String CURRENT = "2015-12-01";
    private static final String CLASSIC = "2012-06-01";
    private static final String MARKER = "Marker";
    private static final Set<String> ENCRYPTED = Set.of("HTTPS", "TLS", "SSL");

    // *Quotas for your Application Load Balancers*, *Quotas for your Network Load Balancers*.
    private static final int USUAL_LIMIT = 25;

    private final SignedRequests service;
    private final String place;

    private LoadBalancers(SignedRequests service, String place) {
        this.service = service;
        this.place = place;
    }

    /// @param place for people
    static Stock of(Clients clients, String place) {
        return new LoadBalancers(clients.requests("elasticloadbalancing"), place).all();
    }

    private Stock all() {
        List<Front> fronts = new ArrayList<>();
        List<Quota> quotas = new ArrayList<>();
        Map<String, String> limits = new HashMap<>();
        for (Answer balancer : items(CURRENT, "DescribeLoadBalancers", Map.of(), "LoadBalancers")) {
            List<Front> listeners = listeners(balancer);
            int used = listeners.stream().mapToInt(LoadBalancers::additional).sum();
            if (used > 0 && limits.isEmpty()) {
                items(CURRENT, "DescribeAccountLimits", Map.of(), "Limits")
                        .forEach(limit -> limits.put(limit.text("Name"), limit.text("Max")));
            }
            if (!listeners.isEmpty()) {
                quotas.add(quota(balancer, listeners, used, limits));
            }
            fronts.addAll(listeners);
        }
        items(CLASSIC, "DescribeLoadBalancers", Map.of(), "LoadBalancerDescriptions")
                .forEach(balancer -> fronts.addAll(classic(balancer)));
        return new Stock(List.of(), fronts, quotas);
    }

    private List<Front> listeners(Answer balancer) {
        String arn = balancer.text("LoadBalancerArn");
        List<Front> fronts = new ArrayList<>();
        for (Answer listener : items(CURRENT, "DescribeListeners", Map.of("LoadBalancerArn", arn), "Listeners")) {
            if (ENCRYPTED.contains(listener.text("Protocol"))) {
                fronts.add(front(
                        balancer,
                        balancer.text("LoadBalancerName"),
                        arn,
                        listener.text("Port"),
                        certificates(listener.text("ListenerArn"))));
            }
        }
        return fronts;
    }

    /// The default one first; none when the listener was deleted in the meantime.
    private List<String> certificates(String listener) {
        return items(CURRENT, "DescribeListenerCertificates", Map.of("ListenerArn", listener), "Certificates").stream()
                .sorted(Comparator.comparing(
                        (Answer certificate) -> !certificate.text("IsDefault").equals("true")))
                .map(certificate -> certificate.text("CertificateArn"))
                .toList();
    }

    private List<Front> classic(Answer balancer) {
        return balancer.all("ListenerDescriptions", "member", "Listener")
                .filter(listener -> !listener.text("SSLCertificateId").isEmpty())
                .map(listener -> front(
                        balancer,
                        balancer.text("LoadBalancerName"),
                        "",
                        listener.text("LoadBalancerPort"),
                        List.of(listener.text("SSLCertificateId"))))
                .toList();
    }

    private Front front(Answer balancer, String name, String arn, String port, List<String> certificates) {
        return new Front(
                "listener %s of %s in %s".formatted(port, name, place),
                arn,
                Optional.of(balancer.text("DNSName")).filter(host -> !isInternal(balancer) && !host.isEmpty()),
                Integer.parseInt(port),
                List.of(),
                certificates);
    }

    private static boolean isInternal(Answer balancer) {
        return balancer.text("Scheme").equals("internal");
    }

    private static int additional(Front listener) {
        return Math.max(0, listener.certificates().size() - 1);
    }

    private Quota quota(Answer balancer, List<Front> listeners, int used, Map<String, String> limits) {
        String limit = limits.getOrDefault("certificates-per-" + balancer.text("Type") + "-load-balancer", "");
        return new Quota(
                balancer.text("LoadBalancerName") + " in " + place,
                used,
                limit.matches("\\d{1,6}") ? Integer.parseInt(limit) : USUAL_LIMIT,
                listeners.stream()
                        .map(listener -> "listener " + listener.port() + ": " + additional(listener))
                        .collect(Collectors.joining(", ")));
    }

    /// The items of all pages; none of what was deleted in the meantime.
    private List<Answer> items(String version, String action, Map<String, String> parameters, String list) {
        Map<String, String> query = new HashMap<>(parameters);
        query.put("Action", action);
        query.put("Version", version);
        List<Answer> items = new ArrayList<>();
        try {
            do {
                Answer result = service.xml(action + "Response", "/", query);
                result.all(action + "Result", list, "member").forEach(items::add);
                query.put(MARKER, result.text(action + "Result", "NextMarker"));
            } while (!query.getOrDefault(MARKER, "").isEmpty());
            return items;
        } catch (AwsServiceException e) {
            if (e.awsErrorDetails().errorCode().matches("(LoadBalancer|Listener)NotFound")) {
                return List.of();
            }
            throw e;
        }
    }
}
