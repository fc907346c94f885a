package dev.nightshift.stopper.settings;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.schedule.Holidays;
import dev.nightshift.stopper.model.Instance;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The settings of `weekend-instance-stopper`: the same for synth, for the function and for people's own files.
///
/// @param zone the zone of schedules that name none, and of the times in mails
/// @param dryRun whether runs only say what they would do
/// @param every how often the schedule invokes the function
/// @param staleAfter how far a run's scheduled time may lie from the clock before the run refuses
/// @param tag the key of the tag by which an instance opts in; its value names a schedule
/// @param defaultSchedule the schedule of an instance whose opt-in tag has an empty value
/// @param untagged the schedule of instances without the opt-in tag, and the accounts in which they have it
/// @param neverStopTag the key of the tag that opts an instance out, whatever its value
/// @param ownerTag the key of the tag whose value is shown as an instance's owner
/// @param minUptime how long an instance must have been up before it is stopped
/// @param digestAt the time of day at which findings that last are told again
/// @param notice how long before a stop people are told which machines it will be
/// @param catchUp how long an edge of a schedule still counts when no run came in time
/// @param stepGap the time from one step of the start order to the next
/// @param maxStops the brake: when more are to be stopped in one account, region and run, none is
/// @param pricesUsdPerHour what an hour of an instance costs, by instance type
/// @param volumeKeys ARNs of the KMS keys that the function's role may have used for starts
/// @param watch which accounts and regions are looked at
/// @param policies by schedule name; one that cannot be read touches only the instances that name it
public record StopperConfig(
        ZoneId zone,
        boolean dryRun,
        Duration every,
        Duration staleAfter,
        String tag,
        Optional<String> defaultSchedule,
        Optional<Untagged> untagged,
        String neverStopTag,
        Optional<String> ownerTag,
        Duration minUptime,
        LocalTime digestAt,
        Optional<Duration> notice,
        Duration catchUp,
        Duration stepGap,
        int maxStops,
        Map<String, BigDecimal> pricesUsdPerHour,
        List<String> volumeKeys,
        Watch watch,
        Map<String, Reading<Policy>> policies) {
    /// The function's name.
    public static final String NAME = "weekend-instance-stopper";

    /// The key of the one tag that we write: what we last did to an instance, and for which window.
    public static final String MARKER_TAG = "nightshift:last";

    /// The key of the tag that says that an instance's instance-store data may be lost.
    public static final String EPHEMERAL_OK_TAG = "nightshift:ephemeral-ok";

    /// The key of the tag whose value is the instance's step of the start order.
    public static final String START_ORDER_TAG = "nightshift:start-order";

    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final Duration LONGEST_MIN_UPTIME = Duration.ofHours(12);

    /// Reads the settings; what is wrong with one schedule is kept beside the others (see
    /// [#problems]).
    public static StopperConfig from(Settings settings) {
        ZoneId zone = settings.at("zone").as(Parsers::zone, ZoneOffset.UTC);
        boolean dryRun = settings.at("dryRun").orElse(true, Parsers::flag);
        Duration every = settings.at("every").orElse(EVERY, Parsers::withinHour);
        String tag = settings.at("tag").orElse("nightshift:schedule", TagKeys::own);
        String neverStopTag = settings.at("neverStopTag").orElse("nightshift:never-stop", TagKeys::own);
        TagKeys.checkApart(tag, neverStopTag, settings.at("neverStopTag"));
        Watch watch = Watch.from(settings.at(Watch.KEY));
        Set<String> schedules = settings.at("schedules").entries().keySet();
        return new StopperConfig(
                zone,
                dryRun,
                every,
                settings.at("staleAfter").orElse(Duration.ofMinutes(10), atLeast(Duration.ofMinutes(1))),
                tag,
                settings.at("defaultSchedule").optional(text -> Untagged.known(text, schedules)),
                Untagged.from(settings.at("untagged"), schedules, watch),
                neverStopTag,
                settings.at("ownerTag").optional(TagKeys::any),
                settings.at("minUptime").orElse(Duration.ofMinutes(10), StopperConfig::minUptime),
                settings.at("digestAt").orElse(LocalTime.of(8, 0), Parsers::timeOfDay),
                settings.at("notice").optional(atLeast(every)),
                settings.at("catchUp").orElse(Duration.ofHours(1), atLeast(every)),
                settings.at("stepGap").orElse(Duration.ofMinutes(5), Parsers::duration),
                settings.at("brake").at("maxStopsPerRegion").orElse(100, StopperConfig::brake),
                prices(settings.at("pricesUsdPerHour")),
                settings.at("volumeKeys").items().stream()
                        .map(item -> item.as(StopperConfig::keyArn, ""))
                        .toList(),
                watch,
                policies(settings, zone, every));
    }

    /// What is wrong with single schedules: synth refuses them, a run reports them.
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (Reading<Policy> policy : policies.values()) {
            if (policy instanceof Reading.Bad<Policy>(List<Problem> found)) {
                problems.addAll(found);
            }
        }
        return problems;
    }

    /// What people should know of holidays that go beyond the years for which they were verified.
    public List<String> unverifiedHolidays() {
        List<String> warnings = new ArrayList<>();
        policies.forEach((name, reading) -> {
            if (reading instanceof Reading.Good<Policy>(Policy policy)) {
                policy.schedule()
                        .holidays()
                        .verifiedUntil()
                        .ifPresent(last -> warnings.add("the holidays of schedule " + name + " after " + last
                                + " were compared with no second source"));
            }
        });
        return warnings;
    }

    /// Whether an instance has a schedule: by its tag, or as one of those without it.
    public boolean isConcerned(Instance instance) {
        return instance.has(tag) || untagged.isPresent();
    }

    /// The name of the schedule of an instance that is concerned: its tag's value, or the default if that is empty, or
    /// the one of those without the tag.
    public String scheduleOf(Instance instance) {
        if (!instance.has(tag)) {
            return untagged.map(Untagged::schedule).orElse("");
        }
        String name = instance.tag(tag);
        return name.isEmpty() ? defaultSchedule.orElse(name) : name;
    }

    /// The settings as they are in one account: [#untagged] only where it is named.
    public StopperConfig in(String account) {
        return new StopperConfig(
                zone,
                dryRun,
                every,
                staleAfter,
                tag,
                defaultSchedule,
                untagged.filter(those -> those.accounts().contains(account)),
                neverStopTag,
                ownerTag,
                minUptime,
                digestAt,
                notice,
                catchUp,
                stepGap,
                maxStops,
                pricesUsdPerHour,
                volumeKeys,
                watch,
                policies);
    }

    /// The zones of its schedules and of its mails.
    public Set<ZoneId> zones() {
        Set<ZoneId> zones = new LinkedHashSet<>(Set.of(zone));
        for (Reading<Policy> policy : policies.values()) {
            if (policy instanceof Reading.Good<Policy>(Policy good)) {
                zones.add(good.schedule().zone());
            }
        }
        return zones;
    }

    /// The schedules whose start lead is shorter than it takes EC2 to start as many instances as
    /// the brake lets a run stop: the last would be up only after their window's end.
    public List<String> shortLeads() {
        Duration needed = Pace.ofStarting(maxStops);
        List<String> names = new ArrayList<>();
        policies.forEach((name, reading) -> {
            if (reading instanceof Reading.Good<Policy>(Policy policy)
                    && policy.schedule().startLead().compareTo(needed) < 0) {
                names.add(name);
            }
        });
        return names;
    }

    /// Reads `holidays` and `schedules`, each schedule by itself, with `every` and `startAll`.
    public static Map<String, Reading<Policy>> policies(Settings settings, ZoneId zone) {
        return policies(settings, zone, settings.at("every").orElse(EVERY, Parsers::withinHour));
    }

    private static Map<String, Reading<Policy>> policies(Settings settings, ZoneId zone, Duration every) {
        Map<String, Reading<Holidays>> calendars = new LinkedHashMap<>();
        settings.at("holidays")
                .entries()
                .forEach((name, calendar) -> calendars.put(name, calendar.attempt(Holidays::from)));
        Policy.Defaults defaults =
                new Policy.Defaults(zone, every, settings.at("startAll").orElse(false, Parsers::flag), calendars);
        Map<String, Reading<Policy>> policies = new LinkedHashMap<>();
        settings.at("schedules").entries().forEach((name, place) -> {
            TagKeys.checkValue(name, place);
            policies.put(name, place.attempt(own -> Policy.from(name, own, defaults)));
        });
        if (policies.isEmpty()) {
            settings.at("schedules").problem("expected at least one schedule");
        }
        return policies;
    }

    private static Map<String, BigDecimal> prices(Settings settings) {
        Map<String, BigDecimal> prices = new TreeMap<>();
        settings.entries().forEach((type, price) -> prices.put(type, price.as(StopperConfig::price, BigDecimal.ZERO)));
        return prices;
    }

    private static BigDecimal price(String text) {
        if (!text.matches("\\d{1,5}(\\.\\d{1,6})?")) {
            throw new IllegalArgumentException("expected US dollars an hour, such as 0.0978");
        }
        return new BigDecimal(text);
    }

    private static Duration minUptime(String text) {
        Duration uptime = Parsers.duration(text);
        if (uptime.compareTo(LONGEST_MIN_UPTIME) > 0) {
            throw new IllegalArgumentException(
                    "expected up to 12 hours: what is started every day is never up for longer");
        }
        return uptime;
    }

    private static int brake(String text) {
        int stops = Parsers.count(text);
        if (stops == 0) {
            throw new IllegalArgumentException(
                    "expected at least 1: with 0 nothing is ever stopped, which dryRun says better");
        }
        return stops;
    }

    private static Settings.Parser<Duration> atLeast(Duration least) {
        return text -> {
            Duration duration = Parsers.duration(text);
            if (duration.compareTo(least) < 0) {
                throw new IllegalArgumentException("expected at least " + least.toMinutes() + " minutes");
            }
            return duration;
        };
    }

    private static String keyArn(String text) {
        if (!text.matches("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "expected a key's ARN, such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-...");
        }
        return text;
    }
}
