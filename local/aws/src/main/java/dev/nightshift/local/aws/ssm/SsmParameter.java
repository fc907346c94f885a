package dev.nightshift.local.aws.ssm;

import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A parameter with its versions, and what people do to it behind the API's back.
public final class SsmParameter {
    /// What a version was written with. Nothing is taken over from the version before but its
    /// type and its policies.
    ///
    /// @param type `String`, `StringList` or `SecureString`
    /// @param keyId the KMS key of a SecureString, as the writer named it
    /// @param tier `Standard` or `Advanced`
    /// @param policies JSON, empty when there are none
    public record Version(
            long number,
            String type,
            String value,
            String keyId,
            String tier,
            String dataType,
            String description,
            String allowedPattern,
            String policies,
            String user,
            Instant modified,
            Set<String> labels) {
        Version with(Instant at, String by) {
            return new Version(
                    number, type, value, keyId, tier, dataType, description, allowedPattern, policies, by, at, labels);
        }
    }

    private final Place place;
    private final String name;
    private final List<Version> versions = new ArrayList<>();
    private final Map<String, String> tags = new TreeMap<>();

    SsmParameter(Place place, String name) {
        this.place = place;
        this.name = name;
    }

    /// With a tag, new or changed.
    public SsmParameter tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    /// As if its newest version had been written then, by somebody with this ARN.
    public SsmParameter written(Instant at, String by) {
        versions.add(versions.removeLast().with(at, by));
        return this;
    }

    /// Puts a label on one of its versions, taken from any other.
    synchronized void label(Version version, String label) {
        versions.forEach(one -> one.labels().remove(label));
        version.labels().add(label);
    }

    /// Its full name.
    public String name() {
        return name;
    }

    /// The newest version's value.
    public String value() {
        return newest().value();
    }

    /// The newest version.
    public synchronized Version newest() {
        return versions.getLast();
    }

    /// The versions that are kept, the oldest first.
    public synchronized List<Version> versions() {
        return List.copyOf(versions);
    }

    /// Its tags by key.
    public Map<String, String> tags() {
        return new TreeMap<>(tags);
    }

    String arn() {
        return place.arn("ssm", "parameter" + (name.startsWith("/") ? "" : "/") + name);
    }

    Optional<Version> version(long number) {
        return versions.stream().filter(version -> version.number() == number).findFirst();
    }

    /// By `name`, `name:3` or `name:label`.
    Optional<Version> selected(String selector) {
        if (selector.isEmpty()) {
            return Optional.of(newest());
        }
        return versions.stream()
                .filter(version -> selector.equals("" + version.number())
                        || version.labels().contains(selector))
                .findFirst();
    }

    synchronized void add(Version version) {
        if (versions.size() == SsmRules.MAX_VERSIONS) {
            versions.removeFirst();
        }
        versions.add(version);
    }

    long next() {
        return versions.isEmpty() ? 1 : newest().number() + 1;
    }

    /// As GetParameter shows it. Source: Parameter, AWS Systems Manager API Reference.
    Fields tree(Version version, String selector, boolean decrypted) {
        Fields tree = Fields.empty()
                .put("Name", name)
                .put("Type", version.type())
                .put(
                        "Value",
                        version.type().equals("SecureString") && !decrypted ? "AQICAH-ciphertext" : version.value())
                .put("Version", version.number())
                .put("LastModifiedDate", version.modified())
                .put("ARN", arn())
                .put("DataType", version.dataType());
        return selector.isEmpty() ? tree : tree.put("Selector", ":" + selector);
    }

    /// As DescribeParameters and GetParameterHistory show it. Source: ParameterMetadata, the same
    /// reference.
    Fields metadata(Version version) {
        Fields tree = Fields.empty()
                .put("Name", name)
                .put("Type", version.type())
                .put("Version", version.number())
                .put("LastModifiedDate", version.modified())
                .put("LastModifiedUser", version.user())
                .put("Tier", version.tier())
                .put("DataType", version.dataType())
                .put("Policies", SsmRules.policies(version.policies()));
        optional(tree, "KeyId", version.keyId());
        optional(tree, "Description", version.description());
        optional(tree, "AllowedPattern", version.allowedPattern());
        return tree;
    }

    /// As GetParameterHistory shows it: the metadata, the value and the labels.
    Fields history(Version version, boolean decrypted) {
        Fields tree = metadata(version);
        tree.byName().put("Value", tree(version, "", decrypted).byName().get("Value"));
        return tree.texts("Labels", List.copyOf(new TreeSet<>(version.labels())));
    }

    private static void optional(Fields tree, String field, String value) {
        if (!value.isEmpty()) {
            tree.put(field, value);
        }
    }
}
