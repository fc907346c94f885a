package dev.nightshift.local.aws;

import static java.util.Map.entry;

import dev.nightshift.local.aws.data.ElastiCache;
import dev.nightshift.local.aws.data.MemoryDb;
import dev.nightshift.local.aws.data.Rds;
import dev.nightshift.local.aws.ec2.AutoScaling;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ecs.Ecs;
import dev.nightshift.local.aws.policy.Principals;
import dev.nightshift.local.aws.route53.Route53;
import dev.nightshift.local.aws.s3.S3;
import dev.nightshift.local.aws.security.AccessKeys;
import dev.nightshift.local.aws.security.Iam;
import dev.nightshift.local.aws.security.Kms;
import dev.nightshift.local.aws.security.ServerCertificates;
import dev.nightshift.local.aws.security.Sts;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.sns.Sns;
import dev.nightshift.local.aws.ssm.Ssm;
import dev.nightshift.local.aws.ssm.Tagging;
import dev.nightshift.local.aws.web.Acm;
import dev.nightshift.local.aws.web.ApiGateway;
import dev.nightshift.local.aws.web.CloudFront;
import dev.nightshift.local.aws.web.LoadBalancing;
import dev.nightshift.local.aws.wire.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What is there in every account and region: each service comes into being when it is first asked for.
final class Services {
    private record Key(Place place, String service) {}

    private final Map<String, Function<Place, Service>> kinds;
    private final Map<Key, Service> services = new ConcurrentHashMap<>();

    /// Each by its name, as a signature's scope has it.
    Services(InstantSource clock, Principals principals) {
        this.kinds = Map.ofEntries(
                entry("acm", Acm::new),
                entry("apigateway", ApiGateway::new),
                entry("autoscaling", AutoScaling::new),
                entry("cloudfront", CloudFront::new),
                entry("ec2", place -> new Ec2(place, clock)),
                entry("ecs", place -> new Ecs(place, clock)),
                entry("elasticache", place -> new ElastiCache(place, clock)),
                entry("elasticloadbalancing", LoadBalancing::new),
                entry("iam", place -> new Iam(new ServerCertificates(place), new AccessKeys(place, clock, principals))),
                entry("kms", Kms::new),
                entry("memorydb", place -> new MemoryDb(place, clock)),
                entry("rds", Rds::new),
                entry("route53", place -> new Route53()),
                entry("s3", place -> new S3(place, clock)),
                entry("sns", place -> new Sns(place, clock)),
                entry("ssm", place -> new Ssm(place, clock)),
                entry("sts", place -> new Sts(principals)),
                // Its tags are those of the parameters beside it.
                entry("tagging", place -> new Tagging((Ssm) of("ssm", place))));
    }

    /// All that can be asked of them, as IAM actions.
    static Set<String> actions() {
        Services services = new Services(InstantSource.fixed(Instant.EPOCH), new Principals());
        Set<String> actions = new TreeSet<>();
        services.kinds.forEach((name, kind) -> kind.apply(new Place("", ""))
                .actions()
                .forEach(action -> actions.add((name.equals("tagging") ? "tag" : name) + ":" + action)));
        return actions;
    }

    /// A service of one place, always the same; one that knows no operation under other names.
    Service of(String name, Place place) {
        Key key = new Key(place, name);
        if (!services.containsKey(key)) {
            services.putIfAbsent(
                    key, kinds.getOrDefault(name, unknown -> Map::of).apply(place));
        }
        return Objects.requireNonNull(services.get(key));
    }
}
