package dev.nightshift.rotator;

import dev.nightshift.rotator.FakeStore.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A database that answers call by call as it is told, else well; it blocks a user after too many wrong passwords.
final class ToldTarget implements Target {
    private static final Duration LOGIN = Duration.ofSeconds(10);
    private static final Duration STATEMENT = Duration.ofSeconds(20);
    private static final Duration BOUND = Duration.ofSeconds(12);

    /// What a call comes to, besides an answer as it should be.
    enum Reply {
        REFUSED,
        REFUSED_AND_DONE,
        TAKEN_AND_NOT_DONE,
        LOST_BEFORE,
        LOST_AFTER,
        /// The statement is still on its way when its connection is gone.
        LANDS_LATE
    }

    /// What a server is.
    ///
    /// @param limit after how many wrong passwords in a row it blocks a user
    /// @param told whether that is known without a session
    record Nature(boolean alternating, int limit, boolean told) {}

    final Map<Integer, Reply> replies = new HashMap<>();
    final Map<String, List<Instant>> wrong = new TreeMap<>();
    final Map<String, String> passwords = new HashMap<>(Map.of("app", "first", "app_clone", "other"));
    Instant awayUntil = Instant.MIN;
    boolean blocked;
    private final Map<String, Integer> row = new HashMap<>();
    private final Line line;
    private final Nature nature;
    private Optional<Integer> known;
    private int made;

    ToldTarget(Line line, Nature nature) {
        this.line = line;
        this.nature = nature;
        this.known = known();
    }

    /// Another invocation knows nothing of this one's sessions.
    ToldTarget again() {
        known = known();
        return this;
    }

    private Optional<Integer> known() {
        return nature.told() ? Optional.of(nature.limit()) : Optional.empty();
    }

    boolean opens(Secret value) {
        return field(value, "password").equals(passwords.get(user(value)));
    }

    private static String user(Secret value) {
        return field(value, "username");
    }

    private static String field(Secret value, String name) {
        return JsonField.read(value).flatMap(fields -> fields.text(name)).orElseThrow();
    }

    private Optional<Reply> reply(String what, Duration timeout) {
        Optional<Reply> reply = Optional.ofNullable(replies.get(line.calls().size()))
                .or(() -> line.now().isBefore(awayUntil) ? Optional.of(Reply.LOST_BEFORE) : Optional.empty());
        reply.filter(one -> one.name().startsWith("L")).ifPresent(lost -> line.pass(timeout));
        line.call(what, () -> what);
        return reply;
    }

    @Override
    public Secret candidate(Parameter parameter, Secret live) {
        Secret user = nature.alternating()
                ? JsonField.read(live).orElseThrow().with("username", AlternatingUser.other(user(live)))
                : live;
        return JsonField.read(user).orElseThrow().with("password", "new-" + made++);
    }

    @Override
    public Optional<Integer> blockedAfter() {
        return known;
    }

    @Override
    public Answer test(Secret value) {
        if (reply("test", LOGIN).isPresent() || row.getOrDefault(user(value), 0) >= nature.limit()) {
            return Answer.UNKNOWN;
        } else if (opens(value)) {
            known = Optional.of(nature.limit());
            row.remove(user(value));
            return Answer.YES;
        }
        wrong.computeIfAbsent(user(value), user -> new ArrayList<>()).add(line.now());
        blocked |= row.merge(user(value), 1, Integer::sum) >= nature.limit();
        return Answer.NO;
    }

    @Override
    public Optional<String> refusal() {
        return wrong.isEmpty() ? Optional.empty() : Optional.of("db.acme: SQLSTATE 28P01");
    }

    @Override
    public boolean isExclusive() {
        return !nature.alternating();
    }

    @Override
    public boolean canBeSetAgain() {
        return true;
    }

    @Override
    public Change change(Secret pending, Secret working) {
        if (reply("open", LOGIN).isPresent() || (isExclusive() && !opens(working))) {
            return Change.none(new Setting.NotSent("no session"));
        }
        return new Session(pending, working);
    }

    /// One that is over when an answer is lost.
    private final class Session implements Change {
        private final Secret pending;
        private final Secret working;
        private boolean open = true;

        Session(Secret pending, Secret working) {
            this.pending = pending;
            this.working = working;
        }

        @Override
        public Setting set() {
            Optional<Reply> reply = reply("set", STATEMENT);
            switch (reply.orElse(Reply.LOST_AFTER)) {
                case LOST_AFTER, REFUSED_AND_DONE -> become(pending);
                case LANDS_LATE -> line.at(line.now().plus(BOUND), () -> become(pending));
                case REFUSED, TAKEN_AND_NOT_DONE, LOST_BEFORE -> {}
            }
            open = reply.filter(one -> one.name().startsWith("L")).isEmpty();
            return !open
                    ? new Setting.Unknown("SQLSTATE 08006")
                    : reply.filter(one -> one != Reply.TAKEN_AND_NOT_DONE).isPresent()
                            ? new Setting.Refused("error 1699")
                            : new Setting.Taken();
        }

        @Override
        public void undo() {
            if (!open) {
                return;
            }
            Optional<Reply> reply = reply("undo", STATEMENT);
            if (isExclusive() && reply.filter(one -> one != Reply.LOST_AFTER).isEmpty()) {
                become(working);
            }
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private void become(Secret value) {
        passwords.put(user(value), field(value, "password"));
    }
}
