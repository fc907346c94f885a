package dev.nightshift.rotator;

import java.util.Optional;
import java.util.function.Function;

/// What of a value is replaced by a random text, as the tag `nightshift:field` says it.
sealed interface RandomField {
    /// The key of the tag.
    String TAG = "nightshift:field";

    /// What it says to replace a value whatever it looks like.
    String ALL = "whole-value";

    /// Nobody said: the whole, if it is one secret.
    record Unsaid() implements RandomField {}

    /// The whole, whatever it looks like.
    record Whole() implements RandomField {}

    /// One field that holds text.
    ///
    /// @param name of an own field of the JSON object, or a JSON Pointer (RFC 6901)
    record Named(String name) implements RandomField {}

    static RandomField of(Parameter parameter) {
        String tag = parameter.tags().getOrDefault(TAG, "");
        return tag.isEmpty() ? new Unsaid() : tag.equals(ALL) ? new Whole() : named(tag);
    }

    private static RandomField named(String tag) {
        boolean own = tag.startsWith("/") && tag.indexOf('/', 1) < 0;
        return new Named(own ? tag.substring(1) : tag);
    }

    /// Whether its new value can be told without the live one.
    default boolean needsLive() {
        return !(this instanceof Whole);
    }

    /// The value after a live one.
    ///
    /// @throws Target.Unsuitable when it cannot be replaced
    default Secret after(Parameter parameter, Secret live, Passwords passwords, PasswordPolicy policy) {
        return switch (this) {
            case Named(String name) -> {
                JsonField fields = JsonField.read(live)
                        .orElseThrow(() -> new Target.Unsuitable("its tag " + TAG
                                + " names a field and its value is no JSON object: fields of other forms are not"
                                + " replaced"));
                if (!fields.holdsText(name)) {
                    throw new Target.Unsuitable("its tag %s is \"%s\", and its value has no such field that holds text"
                            .formatted(TAG, name));
                }
                Secret next = made(parameter, passwords, policy, text -> fields.with(name, text));
                JsonField.repeated(live, next).ifPresent(other -> {
                    throw new Target.Unsuitable(JsonField.repeats(other));
                });
                yield next;
            }
            case Unsaid() -> {
                Optional<String> parts =
                        policy.mayHaveMade(live.reveal()) ? Optional.empty() : Structure.of(live.reveal());
                parts.ifPresent(words -> {
                    throw new Target.Unsuitable("its value %s: name the field to be replaced in the tag %s, or %s"
                            .formatted(words, TAG, ALL));
                });
                yield made(parameter, passwords, policy, Secret::of);
            }
            case Whole() -> made(parameter, passwords, policy, Secret::of);
        };
    }

    private static Secret made(
            Parameter parameter, Passwords passwords, PasswordPolicy policy, Function<String, Secret> whole) {
        return passwords
                // What looks as if it had parts would be refused at its next turn.
                .generate(policy, text -> Structure.of(text).isEmpty() && parameter.accepts(whole.apply(text)))
                .map(whole)
                .orElseThrow(() -> new Target.Unsuitable("no value of its password rule matches its allowed pattern"));
    }

    /// See [Target#merged].
    default Optional<Secret> merged(Secret edited, Secret ours) {
        return this instanceof Named(String name) ? JsonField.merged(edited, ours, name) : Optional.empty();
    }
}
