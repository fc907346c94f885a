package dev.nightshift.rotator;

import dev.nightshift.kit.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is written down before an access key is made, because IAM makes the secret itself and says it only once.
///
/// It holds no secret. Whoever creates it, and nobody else, makes one key; it stays until the key that was replaced is
/// gone. So a key whose secret was lost on its way can be told from everybody else's: it is younger than the claim.
///
/// @param name the live parameter's
/// @param base the version of the live parameter when it was made
/// @param user the IAM user's name
/// @param replaces the id of the key that was live
/// @param since when it was written, by Parameter Store's clock
record Claim(String name, long base, String user, String replaces, Instant since) {
    /// How its name ends.
    static final String SUFFIX = "/claim";

    // Of the delay of GetAccessKeyLastUsed, AWS says nothing. Activity usually appears within four
    // hours in what else IAM knows of uses: GenerateServiceLastAccessedDetails, IAM API Reference.
    private static final Duration SETTLED = Duration.ofHours(6);

    /// The name under which a parameter's claim is.
    static String nameFor(String parameter) {
        return Pending.nameFor(parameter) + SUFFIX;
    }

    /// As it is kept.
    static Secret written(String name, long base, String user, String replaces) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("v", Pending.VERSION);
        tree.put("name", name);
        tree.put("base", base);
        tree.put("user", user);
        tree.put("replaces", replaces);
        return Secret.of(Json.write(tree));
    }

    /// What was kept, if it is this parameter's and of this version.
    static Optional<Claim> read(String name, ParameterStore.Value kept) {
        return Pending.fields(name, kept.secret())
                .flatMap(fields -> fields.text("base")
                        .flatMap(base -> fields.text("user")
                                .flatMap(user -> fields.text("replaces")
                                        .map(replaces -> new Claim(
                                                name, Long.parseLong(base), user, replaces, kept.modified())))));
    }

    /// Whether a key may have been made under it: after it, and while its maker can have lived.
    /// IAM tells whole seconds.
    boolean covers(AccessKey key) {
        return !key.created().isBefore(since.truncatedTo(ChronoUnit.SECONDS))
                && key.created().isBefore(since.plus(RotatorConfig.COOL_DOWN));
    }

    /// When its maker is gone and IAM has heard of all that was done with a key made meanwhile.
    Instant settled() {
        return since.plus(SETTLED);
    }
}
