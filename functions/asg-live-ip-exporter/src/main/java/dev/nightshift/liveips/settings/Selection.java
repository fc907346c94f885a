package dev.nightshift.liveips.settings;

import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whose servers an output lists: those of each of its sources.
public record Selection(List<Source> sources) {
    public boolean selects(Group group) {
        return sources.stream().anyMatch(source -> source.selects(group));
    }

    /// Whether a group of which only the name is known may be one of them.
    public boolean maySelect(String group) {
        return sources.stream().anyMatch(source -> switch (source) {
            case Source.Matching matching -> Source.isAutoScaling(group);
            case Source.Tagged tagged -> Source.isAutoScaling(group);
            case Source.Named named -> named.name().equals(group);
            case Source.Instances instances -> instances.name().equals(group);
            case Source.Service service -> service.name().equals(group);
        });
    }

    /// Whether this is the name of one of its sources, or may be that of one of its groups.
    public boolean mayName(String name) {
        return maySelect(name)
                || sources.stream().anyMatch(source -> source.name().equals(name));
    }

    /// Whether a failure is, or may be, about one of its sources.
    public boolean isConcernedBy(Finding failure) {
        if (failure.subject().startsWith(Source.Service.DEFINITION)) {
            return of(Source.Service.class).findAny().isPresent();
        }
        return !Source.isNamedIn(failure.subject())
                || sources.stream().anyMatch(source -> source.subject().equals(failure.subject()));
    }

    /// The names of its Auto Scaling groups; nothing where their names are not all known from the settings.
    Optional<List<String>> names() {
        return of(Source.Matching.class).findAny().isPresent()
                        || of(Source.Tagged.class).findAny().isPresent()
                ? Optional.empty()
                : Optional.of(of(Source.Named.class).map(Source.Named::name).toList());
    }

    /// Its sources of one kind.
    public <S extends Source> Stream<S> of(Class<S> kind) {
        return sources.stream().filter(kind::isInstance).map(kind::cast);
    }
}
