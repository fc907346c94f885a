package dev.nightshift.local.aws.ssm;

import dev.nightshift.local.aws.service.JsonService;
import dev.nightshift.local.aws.wire.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The parameters of one account in one region, and the commands sent there.
///
/// Seed it with [#put]; the API then sees what was seeded.
public final class Ssm implements JsonService {
    private final Place place;
    private final InstantSource clock;
    private final RunCommands commands;
    private final Map<String, Operation> operations;
    private final Map<String, SsmParameter> parameters = new TreeMap<>();
    private final Map<String, Instant> deleted = new HashMap<>();

    public Ssm(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
        this.commands = new RunCommands(place, clock);
        this.operations = new HashMap<>(new SsmOperations(this, place).byName());
        operations.putAll(new SsmLabels(this).byName());
        operations.putAll(commands.byName());
    }

    /// Writes a parameter, or a new version of it, as somebody in the console does it: in the
    /// standard tier, with the account's default key.
    ///
    /// @param type `String`, `StringList` or `SecureString`
    public SsmParameter put(String name, String type, String value) {
        return put(name, type, value, type.equals("SecureString") ? "alias/aws/ssm" : "", "Standard", "");
    }

    /// Writes it with all that can be said of it.
    public synchronized SsmParameter put(
            String name, String type, String value, String keyId, String tier, String allowedPattern) {
        SsmParameter parameter = parameters.computeIfAbsent(name, n -> new SsmParameter(place, n));
        String person = "arn:aws:iam::" + place.account() + ":user/person";
        add(
                parameter,
                new SsmParameter.Version(
                        parameter.next(),
                        type,
                        value,
                        keyId,
                        tier,
                        "text",
                        "",
                        allowedPattern,
                        "",
                        person,
                        clock.instant(),
                        new TreeSet<>()));
        return parameter;
    }

    /// The parameter with this name.
    public synchronized Optional<SsmParameter> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /// All parameters, by name.
    public synchronized List<SsmParameter> parameters() {
        return List.copyOf(parameters.values());
    }

    /// How commands end that are sent from now on: `Success`, `Failed`, `TimedOut` or `Cancelled`.
    public synchronized void commandsEnd(String status) {
        commands.end(status);
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    SsmParameter existing(String name) {
        return parameter(name)
                .orElseThrow(() -> SsmRules.refused("ParameterNotFound", "Parameter " + name + " not found."));
    }

    SsmParameter orNew(String name) {
        return parameter(name).orElseGet(() -> new SsmParameter(place, name));
    }

    void add(SsmParameter parameter, SsmParameter.Version version) {
        parameter.add(version);
        parameters.put(parameter.name(), parameter);
    }

    void delete(String name) {
        parameters.remove(name);
        deleted.put(name, clock.instant());
    }

    Optional<Instant> deletedAt(String name) {
        return Optional.ofNullable(deleted.get(name));
    }

    Instant now() {
        return clock.instant();
    }
}
