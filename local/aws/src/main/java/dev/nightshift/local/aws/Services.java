package dev.nightshift.local.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// What is there in every account and region: each service comes into being when it is first asked for.
final class Services {
    private static final List<String> NAMES = List.of(
            "acm",
            "autoscaling",
            "ec2",
            "ecs",
            "elasticloadbalancing",
            "iam",
            "kms",
            "rds",
            "s3",
            "sns",
            "ssm",
            "sts",
            "tagging");

    private record Key(Place place, String service) {}

    private final InstantSource clock;
    private final Principals principals;
    private final Map<Key, Service> services = new ConcurrentHashMap<>();

    Services(InstantSource clock, Principals principals) {
        this.clock = clock;
        this.principals = principals;
    }

    /// All that can be asked of them, as IAM actions.
    static Set<String> actions() {
        Services services = new Services(InstantSource.fixed(Instant.EPOCH), new Principals());
        Set<String> actions = new TreeSet<>();
        for (String name : NAMES) {
            services.of(name, new Place("", ""))
                    .actions()
                    .forEach(action -> actions.add((name.equals("tagging") ? "tag" : name) + ":" + action));
        }
        return actions;
    }

    /// A service of one place, always the same.
    ///
    /// @param name as a signature's scope has it
    Service of(String name, Place place) {
        if (name.equals("tagging")) {
            // Its tags are those of the parameters beside it.
            Ssm tagged = (Ssm) of("ssm", place);
            return services.computeIfAbsent(new Key(place, name), key -> new Tagging(tagged));
        }
        return services.computeIfAbsent(new Key(place, name), key -> made(name, place));
    }

    private Service made(String name, Place place) {
        return switch (name) {
            case "acm" -> new Acm(place);
            case "autoscaling" -> new AutoScaling(place);
            case "elasticloadbalancing" -> new LoadBalancing(place);
            case "ec2" -> new Ec2(place, clock);
            case "ecs" -> new Ecs(place, clock);
            case "iam" -> new Iam(new ServerCertificates(place), new AccessKeys(place, clock, principals));
            case "kms" -> new Kms(place);
            case "rds" -> new Rds(place);
            case "s3" -> new S3(place, clock);
            case "sns" -> new Sns(place, clock);
            case "ssm" -> new Ssm(place, clock);
            case "sts" -> new Sts(principals);
            // One that knows no operation.
            default -> Map::of;
        };
    }
}
