package dev.nightshift.liveips.settings;

import dev.nightshift.kit.Daily;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.liveips.model.Source;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The settings of `asg-live-ip-exporter`: the same for synth and for the function.
///
/// @param zone the zone of the times in mails
/// @param dryRun whether runs only say what they would do
/// @param every how often the schedule invokes the function
/// @param onEvents whether events of AWS invoke it too
/// @param staleAfter how far a run's scheduled time may lie from the clock before the run refuses
/// @param digestAt the time of day at which findings that last are told again
/// @param watch other accounts, of which outputs may name one
/// @param outputs the lists, at least one
public record LiveIpsConfig(
        ZoneId zone,
        boolean dryRun,
        Duration every,
        boolean onEvents,
        Duration staleAfter,
        LocalTime digestAt,
        Watch watch,
        List<Output> outputs) {
    /// The function's name.
    public static final String NAME = "asg-live-ip-exporter";

    /// How far apart the looks for events begin, at least. A minute of events is four looks then, or five with the one
    /// that a cold function makes at once.
    public static final Duration LOOKS_APART = Duration.ofSeconds(20);

    /// Reads the settings.
    public static LiveIpsConfig from(Settings settings) {
        ZoneId zone = settings.at("zone").as(Parsers::zone, ZoneOffset.UTC);
        List<Output> outputs = new ArrayList<>();
        settings.at("outputs").entries().forEach((name, output) -> outputs.add(OutputSettings.read(name, output)));
        if (outputs.isEmpty()) {
            settings.at("outputs").problem("expected at least one output");
        }
        Watch watch = Watch.from(settings.at(Watch.KEY));
        for (Output output : outputs) {
            output.place()
                    .account()
                    .filter(account -> !watch.accounts().contains(account))
                    .ifPresent(account -> settings.at("outputs")
                            .problem(output.name() + " is in account " + account + ", which watch.accounts lacks"));
        }
        Set<String> taken = new HashSet<>();
        outputs.stream()
                .flatMap(output -> output.publish().stream())
                .map(Destination::toString)
                .filter(destination -> !taken.add(destination))
                .forEach(twice -> settings.at("outputs").problem("two lists are published to " + twice));
        return new LiveIpsConfig(
                zone,
                settings.at("dryRun").orElse(true, Parsers::flag),
                settings.at("every").orElse(Duration.ofMinutes(5), Parsers::withinHour),
                settings.at("onEvents").orElse(true, Parsers::flag),
                settings.at("staleAfter").orElse(Duration.ofMinutes(10), Parsers::duration),
                settings.at("digestAt").orElse(LocalTime.of(8, 0), Parsers::timeOfDay),
                watch,
                outputs);
    }

    /// When findings that last are reported again.
    public Daily daily() {
        return new Daily(digestAt, zone);
    }

    /// The names of the Auto Scaling groups that the outputs take; nothing when some output chooses by tags or by a
    /// pattern.
    public Optional<List<String>> groupNames() {
        List<String> names = new ArrayList<>();
        for (Output output : outputs) {
            Optional<List<String>> own = output.groups().names();
            if (own.isEmpty()) {
                return own;
            }
            names.addAll(own.get());
        }
        return Optional.of(names.stream().distinct().toList());
    }

    /// Whether some output takes instances that belong to no group.
    public boolean asksInstances() {
        return sources(Source.Instances.class).findAny().isPresent();
    }

    /// The ECS services that outputs take, each `cluster/service`.
    public List<String> services() {
        return sources(Source.Service.class)
                .map(service -> service.cluster() + "/" + service.service())
                .distinct()
                .toList();
    }

    private <S extends Source> Stream<S> sources(Class<S> kind) {
        return outputs.stream().flatMap(output -> output.groups().of(kind));
    }

    /// The keys of the objects that are published.
    public List<String> objectKeys() {
        return destinations()
                .flatMap(destination ->
                        destination instanceof Destination.S3Object object ? Stream.of(object.key()) : Stream.empty())
                .toList();
    }

    /// The paths of the parameters that are published.
    public List<String> parameterPaths() {
        return destinations()
                .flatMap(destination -> destination instanceof Destination.Parameter parameter
                        ? Stream.of(parameter.path())
                        : Stream.empty())
                .toList();
    }

    /// The ids of the prefix lists that are published.
    public List<String> prefixLists() {
        return destinations()
                .flatMap(destination ->
                        destination instanceof Destination.PrefixList list ? Stream.of(list.id()) : Stream.empty())
                .toList();
    }

    /// The records of Route 53 that are published, for each destination.
    public List<DnsPermission> dnsRecords() {
        return destinations()
                .flatMap(destination -> destination instanceof DnsRecords records
                        ? Stream.of(new DnsPermission(records.zone(), records.names(), records.types()))
                        : Stream.empty())
                .toList();
    }

    /// Whether some output asks target groups.
    public boolean asksTargetGroups() {
        return !targetGroups().isEmpty();
    }

    /// The names and ARNs of the target groups that outputs ask.
    public List<String> targetGroups() {
        return outputs.stream()
                .flatMap(output -> output.targetGroups().stream())
                .distinct()
                .toList();
    }

    private Stream<Destination> destinations() {
        return outputs.stream().flatMap(output -> output.publish().stream());
    }
}
