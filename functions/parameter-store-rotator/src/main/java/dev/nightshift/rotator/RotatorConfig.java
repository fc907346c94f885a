package dev.nightshift.rotator;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The settings of `parameter-store-rotator`: the same for synth, for the function and for people's own files.
///
/// @param zone the zone of times in mails
/// @param dryRun whether runs only say what they would do
/// @param at the time of day at which the schedule invokes the function
/// @param staleAfter how far a run's scheduled time may lie from the clock before the run refuses
/// @param allowed below which paths parameters may be rotated, and by which strategies
/// @param tag the key of the tag by which a parameter opts in; its value says how long a value may live
/// @param passwords what generated values are made of
/// @param databases by the name that the tag [#DATABASE_TAG] gives
/// @param redis Redis servers by the name that the same tag gives
/// @param http APIs by the name that the tag [#API_TAG] gives
/// @param accessKeys whose access keys may be replaced
/// @param consumers who has to be told of new values
/// @param checkEvery in how many days each live value is asked whether it works; 0 when none is
/// @param soleActor whether no two invocations can run at once: a reserved concurrency of 1
public record RotatorConfig(
        ZoneId zone,
        boolean dryRun,
        LocalTime at,
        Duration staleAfter,
        AllowedStrategies allowed,
        String tag,
        PasswordPolicy passwords,
        Map<String, Database> databases,
        Map<String, RedisSite> redis,
        Map<String, HttpSite> http,
        AccessKeyRules accessKeys,
        Consumers consumers,
        int checkEvery,
        boolean soleActor) {
    /// The function's name.
    public static final String NAME = "parameter-store-rotator";

    /// How long a run may take.
    public static final Duration TIMEOUT = Duration.ofMinutes(15);

    /// After which nothing that an earlier run sent can still take effect: its time-out and the
    /// target's.
    public static final Duration COOL_DOWN = TIMEOUT.plusMinutes(5);

    private static final int MOST_DAYS = 90;

    /// The key of the tag that names a [Strategy].
    public static final String STRATEGY_TAG = "nightshift:strategy";

    /// The key of the tag that names an entry of `databases`.
    public static final String DATABASE_TAG = "nightshift:database";

    /// The key of the tag that names an entry of `http`.
    public static final String API_TAG = "nightshift:api";

    /// Reads the settings.
    public static RotatorConfig from(Settings settings) {
        AllowedStrategies paths = AllowedStrategies.from(settings.at("paths"));
        Map<String, Database> databases = new LinkedHashMap<>();
        settings.at("databases").entries().forEach((name, entry) -> databases.put(name, Database.from(name, entry)));
        Map<String, RedisSite> redis = new LinkedHashMap<>();
        Map<String, HttpSite> http = new LinkedHashMap<>();
        settings.at("http").entries().forEach((name, entry) -> http.put(name, HttpSite.from(entry)));
        settings.at("redis").entries().forEach((name, entry) -> redis.put(name, RedisSite.from(name, entry)));
        return new RotatorConfig(
                settings.at("zone").as(Parsers::zone, ZoneOffset.UTC),
                settings.at("dryRun").orElse(true, Parsers::flag),
                settings.at("at").orElse(LocalTime.of(4, 10), RotatorConfig::timeOfDay),
                settings.at("staleAfter").orElse(Duration.ofHours(1), Parsers::duration),
                paths,
                settings.at("tag").orElse("nightshift:rotate-every", RotatorConfig::tagKey),
                PasswordPolicy.from(settings.at("passwords")),
                databases,
                redis,
                http,
                AccessKeyRules.from(settings.at("accessKeys")),
                Consumers.from(settings.at("consumers"), paths.paths()),
                settings.at("checkEvery").orElse(7, RotatorConfig::days),
                settings.at("soleActor").orElse(false, Parsers::flag));
    }

    /// Below which parameters may be rotated, each with a slash at both ends.
    public List<String> paths() {
        return allowed.paths();
    }

    /// The parameters that the rotator itself lives on: it never rotates them.
    public Set<String> ownParameters() {
        return Stream.of(
                        databases.values().stream().map(Database::admin),
                        redis.values().stream().map(RedisSite::admin),
                        http.values().stream().map(HttpSite::admin))
                .flatMap(own -> own)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /// A parameter's full name. Source: PutParameter, AWS Systems Manager API Reference.
    static String name(String text) {
        if (!text.matches("(/[A-Za-z0-9._-]+){1,15}")) {
            throw new IllegalArgumentException("expected a parameter's full name, such as /acme/prod/db");
        }
        return text;
    }

    static String path(String text) {
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if ((name(bare) + "/").startsWith(Pending.ROOT + "/")) {
            throw new IllegalArgumentException("is the rotator's own: choose another path");
        }
        return bare + "/";
    }

    private static int days(String text) {
        if (text.equals("off")) {
            return 0;
        }
        Duration every = text.matches(" *\\d+ +days? *") ? Parsers.duration(text) : Duration.ZERO;
        if (every.toDays() < 1 || every.toDays() > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "expected days from 1 day to 90 days, such as 7 days, or off: runs are daily");
        }
        return (int) every.toDays();
    }

    // Local clocks change between midnight and 04:00: a daily run then could come twice or not at
    // all.
    private static LocalTime timeOfDay(String text) {
        LocalTime at = Parsers.timeOfDay(text);
        if (at.isBefore(LocalTime.of(4, 0))) {
            throw new IllegalArgumentException("expected a time of day from 04:00, when no clock changes");
        }
        return at;
    }

    private static String tagKey(String text) {
        if (!text.matches("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}") || text.startsWith("aws:")) {
            throw new IllegalArgumentException(
                    "expected a tag key of 1 to 128 characters that does not begin with aws:");
        }
        return text;
    }
}
