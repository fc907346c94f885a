package dev.nightshift.rotator;

import dev.nightshift.kit.Sha256;
import dev.nightshift.rotator.ParameterStore.Value;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A value that is written down before anything is set: lock and write-ahead log of one rotation.
///
/// It is a SecureString below a root of its own that no application may read. Whoever creates it does the rotation;
/// whoever finds it goes on with it. Its value is the one to be published and nothing else, so that every value that
/// the live parameter can hold fits. Its description, which is written by the same call, names its parameter and the
/// version that it was made from.
///
/// @param name the live parameter's
/// @param base the version of the live parameter that it was made from
/// @param value what will be published
record Pending(String name, long base, Secret value) {
    /// Below which all pending values are.
    static final String ROOT = "/nightshift-pending";

    /// Of what is written below it as JSON.
    static final int VERSION = 1;

    private static final int NAME_DIGITS = 32;
    // PutParameter, AWS Systems Manager API Reference: a description has at most 1,024 characters, a name 1,011.
    private static final int DESCRIPTION = 1024;
    private static final Pattern DESCRIBED = Pattern.compile("Pending value after version (\\d{1,18}) of (/.*)");

    /// The name under which a parameter's pending value is: always the same, and no longer than
    /// names may be.
    static String nameFor(String parameter) {
        return ROOT + "/" + Sha256.hex(parameter).substring(0, NAME_DIGITS);
    }

    /// What stands beside the value: the end of a name that is too long is left out, because the name under which it
    /// is written tells it from others.
    String description() {
        return shortened("Pending value after version " + base + " of " + name);
    }

    /// A description as long as it may be.
    static String shortened(String description) {
        return description.substring(0, Math.min(description.length(), DESCRIPTION));
    }

    /// What was kept, if it is this parameter's and understood.
    ///
    /// Earlier versions of this function wrote an envelope of JSON, which names parameter and version itself, with
    /// another description.
    static Optional<Pending> read(String name, Value kept) {
        Matcher described = DESCRIBED.matcher(kept.description().orElse(""));
        if (!described.matches()) {
            return enveloped(name, kept.secret());
        }
        return Optional.of(new Pending(name, Long.parseLong(described.group(1)), kept.secret()))
                .filter(pending -> name.startsWith(described.group(2)));
    }

    private static Optional<Pending> enveloped(String name, Secret kept) {
        return fields(name, kept)
                .flatMap(fields -> fields.text("base")
                        .flatMap(base -> fields.text("value")
                                .map(value -> new Pending(name, Long.parseLong(base), Secret.of(value)))));
    }

    /// The fields of JSON that is kept of this parameter in this version.
    static Optional<JsonField> fields(String name, Secret kept) {
        return JsonField.read(kept)
                .filter(fields ->
                        fields.text("v").filter(("" + VERSION)::equals).isPresent())
                .filter(fields -> fields.text("name").filter(name::equals).isPresent());
    }
}
