package dev.nightshift.rotator;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;

/// Parameters that an Expiration policy deletes soon: nothing else says so while nothing of them is due.
final class Expiry {
    private static final Duration AHEAD = Duration.ofDays(14);

    private Expiry() {}

    /// When a policy deletes its parameter. Source: Assigning parameter policies, AWS Systems Manager User Guide.
    ///
    /// @param policy of type `Expiration`, with the attribute `Timestamp`, as JSON
    /// @return the epoch when it is not understood: then it may be any time
    static Instant of(String policy) {
        try {
            return Settings.read("policy", Json.parse("policy", policy), Expiry::timestamp);
        } catch (SettingsException e) {
            return Instant.EPOCH;
        }
    }

    private static Instant timestamp(Settings policy) {
        policy.at("Type").text();
        policy.at("Version").text();
        return policy.at("Attributes").at("Timestamp").as(Expiry::time, Instant.EPOCH);
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a time, such as 2018-12-02T21:34:33.000Z", e);
        }
    }

    /// The outcomes, of which those that nothing else is said about say it when their parameter expires soon.
    ///
    /// @param outcomes one for each verdict, in the same order
    static List<Outcome> told(List<Verdict> verdicts, List<Outcome> outcomes, Instant now) {
        return IntStream.range(0, outcomes.size())
                .mapToObj(i -> told(verdicts.get(i).parameter(), outcomes.get(i), now))
                .toList();
    }

    private static Outcome told(Parameter parameter, Outcome outcome, Instant now) {
        boolean soon =
                parameter.expires().filter(at -> !at.isAfter(now.plus(AHEAD))).isPresent();
        return soon && outcome.kind() == Kind.NOT_DUE
                ? Outcome.of(
                                Kind.EXPIRING,
                                parameter,
                                outcome.strategy(),
                                "it is not due" + warning(parameter)
                                        + ": remove the policy, or write the parameter anew in time")
                        .live(outcome.live())
                : outcome;
    }

    /// What an Expiration policy will do, after a semicolon; empty when there is none.
    static String warning(Parameter parameter) {
        return parameter
                .expires()
                .map(at -> "; its Expiration policy will delete it" + (at.equals(Instant.EPOCH) ? "" : " at " + at))
                .orElse("");
    }
}
