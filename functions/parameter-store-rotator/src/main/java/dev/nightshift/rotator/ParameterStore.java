package dev.nightshift.rotator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a rotation needs of Parameter Store.
///
/// Every call may throw a [CallException].
interface ParameterStore {
    /// Why nothing can be rolled back.
    String NOTHING_BEFORE = "there is no version before the live one to go back to";

    /// A decrypted version of a parameter.
    ///
    /// @param description of a pending value; of others it is not known
    record Value(Secret secret, long version, Instant modified, Optional<String> description) {}

    /// One version of a parameter without its value.
    record Past(long version, Instant modified, String modifiedBy, List<String> labels) {}

    /// All opted-in parameters below the paths, and what is pending.
    ///
    /// @param paths each with a slash at its end
    List<Parameter> optedIn(List<String> paths);

    /// Since when values are pending.
    List<Instant> pendingSince();

    /// The versions that are kept, oldest first, not decrypted.
    List<Past> history(String name);

    /// The values that are there, by the names they were asked by: `name` for the newest version,
    /// `name:3`.
    ///
    /// @param names at most ten
    Map<String, Value> read(List<String> names);

    /// One version's value, if it is kept.
    default Optional<Secret> version(String name, long number) {
        String full = name + ":" + number;
        return Optional.ofNullable(read(List.of(full)).get(full)).map(Value::secret);
    }

    /// Writes down what is pending, if nothing is.
    ///
    /// @param of the live parameter, for the description and the opt-in tag
    /// @return whether it was written; not when something is pending already, or was until a
    ///     moment ago
    boolean begin(Parameter of, Pending pending);

    /// Writes a [Claim] down, if there is none.
    ///
    /// @return whether it was written; not when there is one, or was until a moment ago
    boolean claim(Parameter of, Secret written);

    /// Writes a new version with everything that the parameter was described with.
    ///
    /// @return the version's number
    long write(Parameter parameter, Secret value);

    /// Deletes what is pending of a parameter, if anything is.
    void end(String parameter);

    /// Deletes the claim on a parameter, if there is one.
    void release(String parameter);
}
