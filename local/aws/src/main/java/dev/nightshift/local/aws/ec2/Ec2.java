package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import dev.nightshift.local.aws.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The instances and prefix lists of one account in one region.
///
/// Seed it with [#launch]; the API then sees what was seeded.
public final class Ec2 implements Service {
    private static final Pattern ID = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Operation> operations;
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final PrefixLists prefixLists;
    private final Set<String> exhausted = new HashSet<>();
    private Duration delay = Duration.ZERO;

    public Ec2(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
        this.operations = new HashMap<>(new Ec2Descriptions(this, place).byName());
        this.operations.putAll(new Ec2Operations(this, place).byName());
        this.prefixLists = new PrefixLists(this, place);
        this.operations.putAll(prefixLists.byName());
    }

    /// A running instance in the region's first zone.
    public synchronized Instance launch(String type) {
        int number = instances.size() + 1;
        String id = "i-%08x%09x".formatted(place.hashCode(), number);
        String address = "10.0.%d.%d".formatted(number / 200, 10 + number % 200);
        Instant anHourAgo = now().minus(Duration.ofHours(1));
        Instance instance = new Instance(this, id, type, place.region() + "a", address, anHourAgo);
        instances.put(id, instance);
        return instance;
    }

    /// The instance with this id, terminated or not.
    public synchronized Optional<Instance> instance(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    /// All instances, in the order of their launch.
    public synchronized List<Instance> instances() {
        return List.copyOf(instances.values());
    }

    /// An empty prefix list.
    ///
    /// @param family `IPv4` or `IPv6`
    public synchronized PrefixList prefixList(String family, int maxEntries) {
        return prefixLists.make(family, maxEntries);
    }

    /// How long `pending`, `stopping`, `shutting-down` and a prefix list's modification last on the endpoint's
    /// clock. At first no time at all: who looks next sees the end.
    public synchronized void settlesAfter(Duration time) {
        delay = time;
    }

    /// No start of this type succeeds in this zone.
    public synchronized void runsOutOf(String type, String zone) {
        exhausted.add(type + " " + zone);
    }

    /// Starts of this type succeed again in this zone.
    public synchronized void hasAgain(String type, String zone) {
        exhausted.remove(type + " " + zone);
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    @Override
    public Wire wire() {
        return Wire.EC2;
    }

    @Override
    public AwsException throttled() {
        return new AwsException(503, "RequestLimitExceeded", "Request limit exceeded.");
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(
                403, "UnauthorizedOperation", "You are not authorized to perform this operation. " + why);
    }

    boolean hasCapacityFor(Instance instance) {
        return !exhausted.contains(instance.type() + " " + instance.zone());
    }

    Instant now() {
        return clock.instant();
    }

    Duration delay() {
        return delay;
    }

    /// The instances of a list of ids, all of which must be there.
    List<Instance> named(String parameter, Parameters asked) {
        List<String> ids = asked.list(parameter);
        if (ids.isEmpty()) {
            throw AwsException.badRequest("MissingParameter", "The request must contain the parameter " + parameter);
        }
        List<String> missing = new ArrayList<>();
        Set<Instance> found = new LinkedHashSet<>();
        for (String id : ids) {
            if (!ID.matcher(id).matches()) {
                throw AwsException.badRequest("InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\"");
            }
            instance(id).ifPresentOrElse(found::add, () -> missing.add(id));
        }
        if (!missing.isEmpty()) {
            throw AwsException.badRequest(
                    "InvalidInstanceID.NotFound",
                    (missing.size() == 1 ? "The instance ID '%s' does not exist" : "The instance IDs '%s' do not exist")
                            .formatted(String.join(", ", missing)));
        }
        return List.copyOf(found);
    }

    /// What a caller must be allowed here.
    IamRequest inRegion(String action, String resource) {
        return IamRequest.of("ec2:" + action, resource)
                .with("aws:RequestedRegion", Set.of(place.region()))
                .with("ec2:Region", Set.of(place.region()));
    }
}
