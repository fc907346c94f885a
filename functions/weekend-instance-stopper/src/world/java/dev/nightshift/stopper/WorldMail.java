package dev.nightshift.stopper;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Digest.Severity;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What people were notified of, as they read it.
final class WorldMail {
    private static final List<String> DONE = List.of("Stopped", "Started", "Started again");

    private final Map<String, Instant> criticalAt = new HashMap<>();
    private List<Section> last = List.of();
    private Instant lastAt = Instant.EPOCH;
    /// Which instances this run's messages call critical.
    final Set<String> critical = new HashSet<>();
    /// Which instances this run's messages name as no longer critical.
    final Set<String> over = new HashSet<>();

    /// A run is over, with these messages.
    ///
    /// @param kept whether later runs know of them
    void receive(List<Digest> mails, Instant at, Instant lastDigestTime, boolean kept) {
        critical.clear();
        over.clear();
        for (Digest mail : mails) {
            require(!mail.sections().isEmpty(), at, "a message says nothing", mail);
            boolean repeated = mail.sections().equals(last) && lastAt.isAfter(lastDigestTime);
            require(!repeated || isDone(mail), at, "a message says what the one before said", mail);
            mail.sections().forEach(section -> read(section, mail.severity() == Severity.CRITICAL, at));
            last = mail.sections();
            lastAt = at;
        }
        over.removeAll(critical);
        criticalAt.keySet().removeAll(over);
        critical.stream().filter(id -> kept || isKnown(id)).forEach(id -> criticalAt.put(id, at));
    }

    private static boolean isDone(Digest mail) {
        return mail.sections().stream().anyMatch(section -> DONE.contains(section.title()));
    }

    private void read(Section section, boolean loud, Instant at) {
        for (List<String> row : section.rows()) {
            String text = String.join(" ", row);
            if (section.title().equals("Over")) {
                if (isOfMachineDown(text) || text.contains(", late")) {
                    over.add(text.split(" ", -1)[2]);
                }
            } else if (isOfMachineDown(text)) {
                require(loud, at, "a machine that is down is no critical message: " + text, row);
                critical.add(row.getFirst());
            }
        }
    }

    private static boolean isOfMachineDown(String text) {
        return text.contains("because of us, and should run since") || text.contains("it stays down: ");
    }

    /// When people last heard that the instance is down and should not be; long ago if never.
    Instant criticalAt(String id) {
        return criticalAt.getOrDefault(id, Instant.EPOCH);
    }

    /// Whether people take the instance for one that is down.
    boolean isKnown(String id) {
        return criticalAt.containsKey(id);
    }

    /// All may be repeated, since a run did not know what people were told.
    ///
    /// @param forEver whether no later run knows it either, so that no end is due
    void forget(boolean forEver) {
        last = List.of();
        if (forEver) {
            criticalAt.clear();
        }
    }

    private static void require(boolean holds, Instant at, String broken, Object what) {
        if (!holds) {
            throw new AssertionError(at + ": " + broken + "\n" + what);
        }
    }
}
