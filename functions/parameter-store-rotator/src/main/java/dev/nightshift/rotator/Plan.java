package dev.nightshift.rotator;

import dev.nightshift.kit.Settings;
import dev.nightshift.rotator.ParameterStore.Past;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decides for every parameter that was seen, by what is described of it and without any value.
///
/// @param function whose writes are ours: how the ARN of a function's session ends, a slash and its name
/// @param demand what somebody asks for now, whatever is due
/// @param rotated when earlier runs published values, by parameter; asked only where another writer is named
record Plan(
        RotatorConfig config,
        String function,
        Instant now,
        Optional<Demand> demand,
        Supplier<Map<String, Instant>> rotated) {
    private static final Duration JITTER = Duration.ofHours(1);

    /// One parameter that is to get another value now; nothing else is then begun.
    record Demand(String name, Origin origin) {
        private static final String ROTATE = "rotate";
        private static final String ROLLBACK = "rollback";

        /// Reads an event's `rotate` or `rollback`; both name a parameter.
        static Optional<Demand> from(Settings detail) {
            Optional<Demand> rotate =
                    detail.at(ROTATE).optional(RotatorConfig::name).map(name -> new Demand(name, Origin.NEW));
            Optional<Demand> rollback =
                    detail.at(ROLLBACK).optional(RotatorConfig::name).map(name -> new Demand(name, Origin.PREVIOUS));
            if (rotate.isPresent() && rollback.isPresent()) {
                detail.at(ROLLBACK).problem("goes without rotate: one of them");
            }
            return rotate.or(() -> rollback);
        }

        /// Where the event says it, below `detail`.
        String key() {
            return switch (origin) {
                case NEW -> ROTATE;
                case PREVIOUS -> ROLLBACK;
            };
        }
    }

    /// Whether its age is in its history only: somebody else wrote it last, and not at first.
    ///
    /// Such a touch would otherwise put off the rotation each time.
    boolean needsHistory(Parameter parameter) {
        return demand.isEmpty()
                && !isOurs(parameter)
                && parameter.version() > 1
                && refusal(parameter).isEmpty()
                && isAfterThisRun(parameter.modified().plus(every(parameter)))
                && remembered(parameter)
                        .filter(at -> isAfterThisRun(at.plus(every(parameter))))
                        .isEmpty();
    }

    /// One verdict for each: what is under way first, then what has been due longest.
    ///
    /// @param histories of those that need it, by name
    List<Verdict> of(List<Parameter> seen, Map<String, List<Past>> histories) {
        Map<String, Instant> names = seen.stream().collect(Collectors.toMap(Parameter::name, Parameter::modified));
        Set<String> live = names.keySet().stream()
                .flatMap(name -> Stream.of(Pending.nameFor(name), Claim.nameFor(name)))
                .collect(Collectors.toSet());
        List<Verdict> verdicts = new ArrayList<>();
        for (Parameter parameter : seen) {
            if (!parameter.name().startsWith(Pending.ROOT + "/")) {
                verdicts.add(verdict(parameter, names, histories.getOrDefault(parameter.name(), List.of())));
            } else if (!live.contains(parameter.name())) {
                verdicts.add(new Verdict.Refuse(
                        parameter, "its parameter is gone or does not opt in any more: bring it back, or delete this"));
            }
        }
        verdicts.sort(Comparator.comparing(Plan::order)
                .thenComparing(verdict -> verdict.parameter().name()));
        return verdicts;
    }

    private Verdict verdict(Parameter parameter, Map<String, Instant> names, List<Past> history) {
        Optional<String> refusal = refusal(parameter);
        if (refusal.isPresent()) {
            return new Verdict.Refuse(parameter, refusal.get());
        }
        Strategy strategy = strategy(parameter);
        Optional<Instant> pending = Optional.ofNullable(names.get(Pending.nameFor(parameter.name())));
        if (pending.isPresent()) {
            return new Verdict.Resume(parameter, strategy, pending);
        }
        Instant due = lastRotation(parameter, history).plus(every(parameter));
        Optional<Origin> asked =
                demand.filter(one -> one.name().equals(parameter.name())).map(Demand::origin);
        if (asked.isPresent()) {
            return new Verdict.Rotate(parameter, strategy, now, asked.get(), true);
        }
        // What a rotation left behind does not keep anybody from going back.
        if (names.containsKey(Claim.nameFor(parameter.name()))) {
            return new Verdict.Resume(parameter, strategy, Optional.empty());
        }
        return demand.isPresent() || isAfterThisRun(due)
                ? new Verdict.Leave(parameter, strategy, due)
                : new Verdict.Rotate(parameter, strategy, due, Origin.NEW, false);
    }

    // Runs are daily. What was rotated some seconds into the run of its day is due in that of another day all the same.
    private boolean isAfterThisRun(Instant due) {
        return due.isAfter(now.plus(JITTER));
    }

    private Optional<String> refusal(Parameter parameter) {
        if (!parameter.type().equals("SecureString")) {
            return Optional.of("its type is " + parameter.type() + ": expected SecureString");
        }
        if (config.ownParameters().contains(parameter.name())) {
            return Optional.of("the rotator itself lives on it");
        }
        Optional<String> unreadable = parameter.allowedPattern().flatMap(Plan::unreadable);
        if (unreadable.isPresent()) {
            return unreadable;
        }
        return refusal(config.tag(), parameter, RotateEvery::parse)
                .or(() -> refusal(RotatorConfig.STRATEGY_TAG, parameter, Strategy::named))
                .or(() -> config.allowed().refusal(parameter.name(), strategy(parameter)))
                .or(() -> refusal(PasswordPolicy.TAG, parameter, config.passwords()::tagged))
                .or(() -> new PatternFit(config.passwords()).refusal(parameter, strategy(parameter)));
    }

    private static Optional<String> unreadable(String pattern) {
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("its allowed pattern cannot be read: " + e.getDescription());
        }
    }

    private static Optional<String> refusal(String key, Parameter parameter, Settings.Parser<?> parser) {
        String value = parameter.tags().getOrDefault(key, "");
        try {
            parser.parse(value);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("its tag " + key + " is \"" + value + "\": " + e.getMessage());
        }
    }

    private static Strategy strategy(Parameter parameter) {
        return Strategy.named(parameter.tags().getOrDefault(RotatorConfig.STRATEGY_TAG, ""));
    }

    private Duration every(Parameter parameter) {
        return RotateEvery.parse(parameter.tags().getOrDefault(config.tag(), ""));
    }

    /// Whether a rotation wrote its newest version. One that a person started may have run under that person's name:
    /// it is remembered.
    boolean isOurs(Parameter parameter) {
        return isOurs(parameter.modifiedBy())
                || remembered(parameter)
                        .filter(at -> !parameter.modified().isAfter(at))
                        .isPresent();
    }

    private Optional<Instant> remembered(Parameter parameter) {
        return Optional.ofNullable(rotated.get().get(parameter.name()));
    }

    private Instant lastRotation(Parameter parameter, List<Past> history) {
        if (isOurs(parameter)) {
            return parameter.modified();
        }
        Stream<Instant> ours =
                history.stream().filter(past -> isOurs(past.modifiedBy())).map(Past::modified);
        return Stream.concat(ours, remembered(parameter).stream())
                .max(Comparator.naturalOrder())
                .orElse(
                        history.isEmpty()
                                ? parameter.modified()
                                : history.getFirst().modified());
    }

    // arn:aws:sts::111122223333:assumed-role/ROLE/SESSION, where Lambda's session is the
    // function's name.
    private boolean isOurs(String arn) {
        return arn.contains(":assumed-role/") && arn.endsWith(function);
    }

    private static Instant order(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Resume resume -> Instant.MIN;
            case Verdict.Rotate rotate -> rotate.since();
            case Verdict.Refuse refuse -> Instant.MAX;
            case Verdict.Leave leave -> leave.until();
        };
    }
}
