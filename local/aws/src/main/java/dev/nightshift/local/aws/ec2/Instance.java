package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.wire.Node.Fields;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An instance: what it is, set by the methods that return it, and what people do to it behind the API's back.
///
/// A new one runs, was launched an hour ago on the endpoint's clock, is on demand and has an EBS root volume.
public final class Instance {
    private final Ec2 region;
    private final String id;
    private final String type;
    private final Life life;
    private final Map<String, String> tags = new TreeMap<>();
    private final Addresses addresses;
    private String zone;
    private String lifecycle = "";
    private String rootDeviceType = "ebs";
    private String operator = "";
    private Optional<String> volumeKeyArn = Optional.empty();
    private boolean stopProtected;
    private boolean hibernates;

    Instance(Ec2 region, String id, String type, String zone, String privateIp, Instant launchTime) {
        this.region = region;
        this.id = id;
        this.type = type;
        this.zone = zone;
        this.addresses = new Addresses(privateIp);
        this.life = new Life(launchTime);
    }

    /// With a tag, new or changed, as somebody in the console does it.
    public Instance tag(String key, String value) {
        return change(() -> tags.put(key, value));
    }

    /// Without a tag.
    public Instance untag(String key) {
        return change(() -> tags.remove(key));
    }

    /// In an availability zone, `eu-central-1b`.
    public Instance zone(String name) {
        return change(() -> zone = name);
    }

    /// With another private IPv4 address; none where it has IPv6 alone.
    public Instance privateIp(String address) {
        return change(() -> addresses.privateIp(address));
    }

    /// With an address that the internet sees.
    public Instance publicIp(String address) {
        return change(() -> addresses.publicIp(address));
    }

    /// With one more IPv6 address of its first interface; the first of them is the primary one.
    public Instance ipv6(String address) {
        return change(() -> addresses.ipv6(address));
    }

    /// Not on demand: `spot`, `scheduled`, `capacity-block`. A spot instance is one of a one-time
    /// request.
    public Instance lifecycle(String name) {
        return change(() -> lifecycle = name);
    }

    /// With a root volume that a stop would lose.
    public Instance instanceStoreRoot() {
        return change(() -> rootDeviceType = "instance-store");
    }

    /// With a root volume that is encrypted with a KMS key.
    public Instance encryptedWith(String keyArn) {
        return change(() -> volumeKeyArn = Optional.of(keyArn));
    }

    /// Run by an AWS service, `eks.amazonaws.com`.
    public Instance managedBy(String principal) {
        return change(() -> operator = principal);
    }

    /// With the attribute `disableApiStop`, which DescribeInstances does not show.
    public Instance stopProtected() {
        return change(() -> stopProtected = true);
    }

    /// Configured at launch to hibernate.
    public Instance hibernates() {
        return change(() -> hibernates = true);
    }

    /// Launched or last started then.
    public Instance launchedAt(Instant time) {
        return change(() -> life.launchedAt(time));
    }

    /// Every start from now on ends in `stopped` for a reason, as with a key that may not be used:
    /// `failsToStart("Client.InternalError", "Client error on launch")`.
    public Instance failsToStart(String code, String words) {
        return change(() -> life.startFailure(Optional.of(Life.Reason.of(code, words))));
    }

    /// Starts succeed again.
    public Instance startsAgain() {
        return change(() -> life.startFailure(Optional.empty()));
    }

    /// Somebody starts it.
    public Instance start() {
        return change(() -> life.start(region.now(), region.delay()));
    }

    /// Somebody stops it.
    public Instance stop() {
        return change(() -> life.stop(region.now(), region.delay(), false));
    }

    /// Its operating system shuts down.
    public Instance shutDown() {
        return change(() -> life.shutDown(region.now(), region.delay()));
    }

    /// Somebody terminates it.
    public Instance terminate() {
        return change(() -> life.terminate(region.now(), region.delay()));
    }

    /// As EC2 writes it, `i-` and 17 hexadecimal digits.
    public String id() {
        return id;
    }

    /// Its state now.
    public InstanceState state() {
        synchronized (region) {
            return life().state();
        }
    }

    /// When it was launched or last started.
    public Instant launchTime() {
        synchronized (region) {
            return life().launchTime();
        }
    }

    /// Its tags now, by key.
    public Map<String, String> tags() {
        synchronized (region) {
            return new TreeMap<>(tags);
        }
    }

    /// Its type, `m7g.large`.
    public String type() {
        return type;
    }

    String zone() {
        return zone;
    }

    boolean isSpot() {
        return lifecycle.equals("spot");
    }

    boolean hasEbsRoot() {
        return rootDeviceType.equals("ebs");
    }

    /// Its EBS volume, if it has one.
    Optional<Volume> volume() {
        Volume root = new Volume(id.replaceFirst("i-", "vol-"), id, volumeKeyArn);
        return hasEbsRoot() ? Optional.of(root) : Optional.empty();
    }

    boolean isStopProtected() {
        return stopProtected;
    }

    boolean canHibernate() {
        return hibernates;
    }

    /// Its life up to now.
    Life life() {
        life.settle(region.now());
        return life;
    }

    /// As DescribeInstances shows it. Source: Instance, Amazon EC2 API Reference.
    Fields tree() {
        Life now = life();
        Fields tree = Fields.empty()
                .put("instanceId", id)
                .put("instanceType", type)
                .put("instanceState", now.state().tree())
                .put("reason", now.transitionReason())
                .put("launchTime", now.launchTime())
                .put("placement", Fields.empty().put("availabilityZone", zone).put("tenancy", "default"))
                .put("rootDeviceType", rootDeviceType)
                .put("hibernationOptions", Fields.empty().put("configured", hibernates))
                .put("operator", operatorTree())
                .put(
                        "tagSet",
                        tags.entrySet().stream()
                                .map(tag ->
                                        Fields.empty().put("key", tag.getKey()).put("value", tag.getValue()))
                                .toList());
        now.reason()
                .ifPresent(reason -> tree.put(
                        "stateReason", Fields.empty().put("code", reason.code()).put("message", reason.message())));
        if (!lifecycle.isEmpty()) {
            tree.put("instanceLifecycle", lifecycle);
        }
        addresses.putInto(tree);
        return tree;
    }

    private Fields operatorTree() {
        Fields tree = Fields.empty().put("managed", !operator.isEmpty());
        return operator.isEmpty() ? tree : tree.put("principal", operator);
    }

    private Instance change(Runnable change) {
        synchronized (region) {
            life();
            change.run();
            return this;
        }
    }
}
