package dev.nightshift.stopper;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.aws.PauseCheck;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Marker.Did;
import dev.nightshift.stopper.plan.Transition;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A stopper that breaks a promise.
final class UnsafeStopper implements WorldVariant {
    /// What it does otherwise.
    enum How {
        /// A stop by a person inside the window counts as one outside it.
        RESPECTS_STOPS_INSIDE("down because of us|was not started when"),
        /// What runs when its window is over keeps its marker.
        CLOSES_NO_MARKER("and is not|although somebody stopped it"),
        /// The marker is written when the stop has succeeded.
        MARKS_AFTER_THE_CALL("although somebody stopped it|down because of us|was not started when"),
        /// What hangs in `stopping` is overlooked.
        OVERLOOKS_STOPPING("down because of us"),
        /// The tag stay-off is not read.
        IGNORES_STAY_OFF("against its tag stay-off"),
        /// The tag keep-until is not read.
        IGNORES_KEEP_UNTIL("something keeps it running"),
        /// The tag never-stop is not read.
        IGNORES_NEVER_STOP("something keeps it running|although somebody stopped it"),
        /// Who started an instance, and when, is not looked at.
        FORGETS_STARTS("person's start was overridden|started since"),
        /// Whatever is stopped counts as stopped by us.
        STARTS_EVERYTHING("although somebody stopped it|and is not|nobody was told"),
        /// One instance in ten is never stopped.
        MISSES_STOPS("ran through a whole interval"),
        /// One instance in ten is never started.
        MISSES_STARTS("down because of us|was not started when"),
        /// What a person stopped outside the window stays down, whatever the schedule enforces.
        ENFORCES_NO_START("was not started when"),
        /// `startAll` starts nothing more.
        STARTS_NOT_ALL("was not started when"),
        /// Its settings are those of the beginning.
        KEEPS_ITS_SETTINGS(
                "outside its window|without having opted in|ran through|was not started when|person.s start"),
        /// There is no brake.
        HAS_NO_BRAKE("the brake allows"),
        /// Pauses are not read.
        IGNORES_THE_PAUSE("while the function was paused"),
        /// Nobody is notified.
        TELLS_NOBODY("nobody was told"),
        /// What is critical is reported once, and not daily.
        TELLS_ONCE("nobody was told"),
        /// What is critical is no critical message.
        TELLS_QUIETLY("is no critical message"),
        /// What is over is not named.
        NAMES_NO_END("it runs again, and nobody was told"),
        /// A message is sent twice.
        REPEATS_ITSELF("what the one before said");

        final String found;

        How(String found) {
            this.found = found;
        }
    }

    private final How how;
    private final Set<String> told = new HashSet<>();
    private String first = "";

    UnsafeStopper(How how) {
        this.how = how;
    }

    @Override
    public Fleet fleet(Fleet fleet) {
        return new UnsafeFleet(how, fleet, this::seen);
    }

    @Override
    public PauseCheck pause(PauseCheck pause) {
        return how == How.IGNORES_THE_PAUSE ? PauseCheck.NEVER : pause;
    }

    @Override
    public String settings(String json) {
        first = first.isEmpty() ? json : first;
        return switch (how) {
            case ENFORCES_NO_START -> json.replace("\"enforced\": \"both\"", "\"enforced\": \"true\"");
            case STARTS_NOT_ALL -> json.replace("\"startAll\": true", "\"startAll\": false");
            case HAS_NO_BRAKE -> json.replaceAll("\"maxStopsPerRegion\": \\d+", "\"maxStopsPerRegion\": 100000");
            case KEEPS_ITS_SETTINGS -> first;
            default -> json;
        };
    }

    @Override
    public List<Digest> mails(List<Digest> mails) {
        return switch (how) {
            case TELLS_NOBODY -> List.of();
            case TELLS_ONCE ->
                mails.stream()
                        .map(mail -> with(mail, mail.severity(), onlyNew(mail)))
                        .toList();
            case TELLS_QUIETLY ->
                mails.stream()
                        .map(mail -> with(mail, Severity.INFO, mail.sections()))
                        .toList();
            case NAMES_NO_END ->
                mails.stream()
                        .map(mail -> with(mail, mail.severity(), withoutEnd(mail)))
                        .toList();
            case REPEATS_ITSELF -> {
                List<Digest> twice = new ArrayList<>(mails);
                twice.addAll(mails);
                yield twice;
            }
            default -> mails;
        };
    }

    private List<Section> onlyNew(Digest mail) {
        return mail.sections().stream()
                .map(section -> new Section(
                        section.title(),
                        section.columns(),
                        section.rows().stream()
                                .filter(row -> !row.getLast().contains("because of us") || told.add(row.getFirst()))
                                .toList()))
                .toList();
    }

    private static List<Section> withoutEnd(Digest mail) {
        List<Section> sections = new ArrayList<>(mail.sections());
        sections.removeIf(
                section -> section.title().equals("Over") && mail.sections().size() > 1);
        return sections.stream()
                .map(section ->
                        section.title().equals("Over") ? new Section("Over", section.columns(), List.of()) : section)
                .toList();
    }

    private static Digest with(Digest mail, Severity severity, List<Section> sections) {
        return new Digest(
                mail.function(),
                mail.account(),
                mail.region(),
                mail.at(),
                mail.zone(),
                mail.dryRun(),
                severity,
                mail.verdict(),
                sections);
    }

    private Instance seen(Instance instance) {
        Map<String, String> tags = new HashMap<>(instance.tags());
        Instant launched = instance.launchedAt();
        switch (how) {
            case RESPECTS_STOPS_INSIDE -> {
                if (isStoppedAgain(instance)) {
                    tags.remove(StopperConfig.MARKER_TAG);
                }
            }
            case IGNORES_STAY_OFF -> tags.remove("nightshift:stay-off");
            case IGNORES_KEEP_UNTIL -> tags.remove("nightshift:keep-until");
            case IGNORES_NEVER_STOP -> tags.remove("nightshift:never-stop");
            case FORGETS_STARTS -> launched = Instant.parse("2026-05-01T00:00:00Z");
            case STARTS_EVERYTHING -> {
                if (instance.is("stopped")) {
                    tags.put(
                            StopperConfig.MARKER_TAG,
                            "start 2026-05-01T00:00:00Z/2026-05-02T00:00:00Z 2026-05-02T00:00:00Z");
                    launched = Instant.parse("2026-05-01T00:00:00Z");
                }
            }
            case MISSES_STOPS -> {
                if (instance.id().endsWith("1")) {
                    tags.put("nightshift:never-stop", "");
                }
            }
            case MISSES_STARTS -> {
                if (instance.id().endsWith("1") && instance.is("stopped")) {
                    tags.remove(StopperConfig.MARKER_TAG);
                }
            }
            default -> {}
        }
        return Fixture.with(instance, launched, tags);
    }

    private static boolean isStoppedAgain(Instance instance) {
        return Marker.of(instance)
                .filter(last -> last.did() == Did.STOP
                        && instance.launchedAt().isAfter(last.at())
                        && Transition.isPersons(instance.reasonCode()))
                .isPresent();
    }
}
