package dev.nightshift.stopper.settings;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The schedule of all instances without the opt-in tag, in the accounts that are named. Nothing else widens what this
/// function acts on, so an account is never included by being looked at.
///
/// @param schedule its name
/// @param accounts ids of 12 digits
public record Untagged(String schedule, List<String> accounts) {
    /// Keeps a copy.
    public Untagged {
        accounts = List.copyOf(accounts);
    }

    /// Reads `{schedule: nights, accounts: ["444455556666"]}`, if it is there.
    ///
    /// @param schedules the names of the schedules there are
    static Optional<Untagged> from(Settings settings, Set<String> schedules, Watch watch) {
        if (!settings.present()) {
            return Optional.empty();
        }
        String schedule = settings.at("schedule").as(text -> known(text, schedules), "");
        Settings place = settings.at("accounts");
        List<String> accounts = new ArrayList<>();
        for (Settings item : place.items()) {
            accounts.add(item.as(Untagged::account, ""));
        }
        if (accounts.isEmpty()) {
            place.problem("expected the ids of the accounts whose untagged instances have the schedule");
        }
        List<String> others = new ArrayList<>(accounts);
        others.removeAll(watch.accounts());
        if (others.size() > 1) {
            // One of them can be the function's own, which settings do not know.
            place.problem("are more than the function's own account and watch.accounts: "
                    + (watch.accounts().isEmpty() ? "none" : String.join(", ", watch.accounts())));
        }
        return Optional.of(new Untagged(schedule, accounts));
    }

    /// A schedule's name.
    static String known(String text, Set<String> schedules) {
        if (!schedules.contains(text)) {
            throw new IllegalArgumentException("no such schedule; known: " + String.join(", ", schedules));
        }
        return text;
    }

    private static String account(String text) {
        if (!text.matches("\\d{12}")) {
            throw new IllegalArgumentException("expected an account's id of 12 digits, in quotation marks");
        }
        return text;
    }
}
