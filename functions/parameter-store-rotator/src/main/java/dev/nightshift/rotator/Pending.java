package dev.nightshift.rotator;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A value that is written down before anything is set: lock and write-ahead log of one rotation.
///
/// It is a SecureString below a root of its own that no application may read. Whoever creates it does the rotation;
/// whoever finds it goes on with it. It carries a version: another one is not understood and not touched.
///
/// @param name the live parameter's
/// @param base the version of the live parameter that it was made from
/// @param value what will be published
record Pending(String name, long base, Secret value) {
    /// Below which all pending values are.
    static final String ROOT = "/nightshift-pending";

    /// Of what is written below it.
    static final int VERSION = 1;

    private static final int NAME_DIGITS = 32;

    /// The name under which a parameter's pending value is: always the same, and no longer than
    /// names may be.
    static String nameFor(String parameter) {
        return ROOT + "/" + Sha256.hex(parameter).substring(0, NAME_DIGITS);
    }

    /// As it is kept.
    Secret written() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("v", VERSION);
        tree.put("name", name);
        tree.put("base", base);
        tree.put("value", value.reveal());
        return Secret.of(Json.write(tree));
    }

    /// What was kept, if it is this parameter's and of this version.
    static Optional<Pending> read(String name, Secret kept) {
        return fields(name, kept)
                .flatMap(fields -> fields.text("base")
                        .flatMap(base -> fields.text("value")
                                .map(value -> new Pending(name, Long.parseLong(base), Secret.of(value)))));
    }

    /// The fields of anything that is kept of this parameter in this version.
    static Optional<JsonField> fields(String name, Secret kept) {
        return JsonField.read(kept)
                .filter(fields ->
                        fields.text("v").filter(("" + VERSION)::equals).isPresent())
                .filter(fields -> fields.text("name").filter(name::equals).isPresent());
    }
}
