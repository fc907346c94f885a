package dev.nightshift.rotator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Which users of databases stand in which parameters of a run: of two parameters with one user, the rotation of one
/// would leave the other with a dead password.
///
/// Users stand in values only. So the values of the others are read when the first rotation of their engine begins, ten
/// a call and once a run; of each only the server and the user are kept.
final class SharedUsers {
    // GetParameters, AWS Systems Manager API Reference.
    private static final int MOST_NAMES = 10;

    private final ParameterStore store;
    private final Targets targets;
    private final List<Verdict> verdicts;
    private final Map<String, Map<String, Set<String>>> byEngine = new HashMap<>();

    SharedUsers(ParameterStore store, Targets targets, List<Verdict> verdicts) {
        this.store = store;
        this.targets = targets;
        this.verdicts = verdicts;
    }

    /// Why a parameter cannot be rotated, as the end of a sentence.
    ///
    /// @param opens what its live value opens, see [Target#users]
    Optional<String> refusal(Parameter parameter, Strategy strategy, Set<String> opens) {
        if (opens.isEmpty()) {
            return Optional.empty();
        }
        return byEngine.computeIfAbsent(strategy.engine(), this::users).entrySet().stream()
                .filter(other -> !other.getKey().equals(parameter.name()))
                .flatMap(other -> other.getValue().stream()
                        .filter(opens::contains)
                        .map(user -> "its user %s is also in %s: a rotation would leave the other with a dead password;"
                                        .formatted(user, other.getKey())
                                + " give each a user of its own, or take the tags of one away"))
                .sorted()
                .findFirst();
    }

    private Map<String, Set<String>> users(String engine) {
        Map<String, Target> all = new HashMap<>();
        for (Verdict verdict : verdicts) {
            strategy(verdict)
                    .filter(strategy -> strategy.engine().equals(engine))
                    .ifPresent(strategy -> target(verdict.parameter(), strategy)
                            .ifPresent(target -> all.put(verdict.parameter().name(), target)));
        }
        List<String> names = all.keySet().stream().sorted().toList();
        Map<String, Set<String>> users = new HashMap<>();
        for (int from = 0; from < names.size(); from += MOST_NAMES) {
            values(names.subList(from, Math.min(names.size(), from + MOST_NAMES)))
                    .forEach((name, secret) -> users.put(name, opens(Objects.requireNonNull(all.get(name)), secret)));
        }
        return users;
    }

    // One that may not be read, because of its key, keeps no other from being read.
    private Map<String, Secret> values(List<String> names) {
        Map<String, Secret> values = new HashMap<>();
        try {
            store.read(names).forEach((name, value) -> values.put(name, value.secret()));
        } catch (CallException e) {
            if (names.size() > 1) {
                names.forEach(name -> values.putAll(values(List.of(name))));
            }
        }
        return values;
    }

    private static Set<String> opens(Target target, Secret secret) {
        try {
            return target.users(secret);
        } catch (Target.Unsuitable e) {
            // Its own turn says why.
            return Set.of();
        }
    }

    private Optional<Target> target(Parameter parameter, Strategy strategy) {
        try {
            return Optional.of(targets.of(parameter, strategy));
        } catch (Target.Unsuitable e) {
            return Optional.empty();
        }
    }

    private static Optional<Strategy> strategy(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Rotate rotate -> Optional.of(rotate.strategy());
            case Verdict.Resume resume -> Optional.of(resume.strategy());
            case Verdict.Leave leave -> Optional.of(leave.strategy());
            case Verdict.Refuse refuse -> Optional.empty();
        };
    }
}
