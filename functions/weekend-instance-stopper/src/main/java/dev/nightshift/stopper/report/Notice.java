package dev.nightshift.stopper.report;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.act.Run;
import dev.nightshift.stopper.model.OpsCommand;
import dev.nightshift.stopper.model.UntilTag;
import dev.nightshift.stopper.plan.Verdict;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells people which machines will be stopped soon, and how to keep one.
public final class Notice {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private Notice() {}

    /// The message; none when nothing will be stopped soon.
    public static Optional<Digest> of(Run run, FunctionArn self) {
        Rows rows = new Rows(run.config(), run.places().size() > 1);
        ZoneId zone = run.config().zone();
        List<List<String>> found = new ArrayList<>();
        List<List<String>> how = new ArrayList<>();
        Instant first = Instant.MAX;
        for (PlaceRun place : run.places()) {
            for (Verdict.Stop stop : place.upcoming()) {
                Instant start = stop.window().start();
                first = start.isBefore(first) ? start : first;
                String span = "from " + LOCAL.format(start.atZone(zone)) + " until "
                        + run.resumes(stop)
                                .map(at -> LOCAL.format(at.atZone(zone)))
                                .orElse("somebody starts it");
                found.add(rows.row(place.place(), stop.instance(), span));
                if (how.isEmpty()) {
                    how.addAll(how(stop, zone));
                }
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String verdict = found.size()
                + (run.dryRun() ? " would be stopped at " : " will be stopped at ")
                + LOCAL.format(first.atZone(zone));
        List<Section> sections = List.of(
                new Section("Will be stopped", rows.columns(), found), new Section("To keep one", List.of("how"), how));
        return Optional.of(new Digest(
                self.function(),
                self.account(),
                self.region(),
                run.at(),
                zone,
                run.dryRun(),
                Severity.INFO,
                verdict,
                sections));
    }

    /// How to keep one of them for its whole window.
    private static List<List<String>> how(Verdict.Stop stop, ZoneId zone) {
        Instant until = OpsCommand.keptUntil(stop.window());
        return List.of(
                List.of(OpsCommand.keep(stop.instance(), until, zone)),
                List.of("or give it the tag " + UntilTag.KEEP.key() + " = " + OpsCommand.text(until, zone)),
                List.of("or start it again after it was stopped"));
    }
}
