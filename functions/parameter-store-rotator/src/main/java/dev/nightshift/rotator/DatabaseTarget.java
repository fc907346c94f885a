package dev.nightshift.rotator;

import dev.nightshift.kit.aws.StoppedOnPurpose;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A user of a database: one that changes its own password, or two that take turns and that an administrator changes.
///
/// With one user the old password stops working when the new one is set, a moment before it is published. With two, the
/// live one works until its next turn.
final class DatabaseTarget implements Target {
    private static final String USER = "username";
    private static final String PASSWORD = "password";

    private final Engine engine;
    private final Optional<Database> site;
    private final Optional<Supplier<Secret>> admin;
    private final boolean alternates;
    private final Passwords passwords;
    private final PasswordPolicy policy;
    private final StoppedOnPurpose stopped;
    private Optional<String> unanswered = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private boolean looked;
    // What a session found out about the user, and that there was none to look with.
    private Optional<String> unsafe = Optional.empty();
    private Optional<String> full = Optional.empty();
    private Optional<Secret> works = Optional.empty();
    private Optional<Integer> blockedAfter;

    /// @param admin the value of the administrator's parameter, read when it is needed; with one
    ///     there are two users
    DatabaseTarget(
            Engine engine,
            Optional<Database> site,
            Optional<Supplier<Secret>> admin,
            Passwords passwords,
            PasswordPolicy policy,
            StoppedOnPurpose stopped) {
        this(engine, site, admin, admin.isPresent(), passwords, policy, stopped);
    }

    /// @param admin the value of the administrator's parameter, read when it is needed; with none the user changes
    ///     itself
    /// @param alternates whether there are two users, for which an administrator is needed
    DatabaseTarget(
            Engine engine,
            Optional<Database> site,
            Optional<Supplier<Secret>> admin,
            boolean alternates,
            Passwords passwords,
            PasswordPolicy policy,
            StoppedOnPurpose stopped) {
        this.engine = engine;
        this.alternates = alternates;
        this.site = site;
        this.admin = admin.map(DatabaseTarget::once);
        this.passwords = passwords;
        this.policy = policy;
        this.stopped = stopped;
        this.blockedAfter = LoginLimit.byItself(engine);
    }

    @Override
    public Secret candidate(Parameter parameter, Secret live) {
        JsonField fields = fields(live);
        String user = user(fields);
        Secret next = live;
        if (alternates) {
            String other = AlternatingUser.other(user);
            if (other.length() > engine.mostUserChars()) {
                throw new Unsuitable("the other user's name would be longer than the engine takes");
            }
            next = fields.with(USER, other);
        }
        JsonField template = fields(next);
        String password = passwords
                .generate(engine.within(policy.of(parameter)), text -> parameter.accepts(template.with(PASSWORD, text)))
                .orElseThrow(() ->
                        new Unsuitable("no value of its password rule matches its allowed pattern and fits its tier"));
        return template.with(PASSWORD, password);
    }

    @Override
    public void mustBeSafe(Secret next) {
        String where = address(next).server();
        mustBeAllowed(next);
        works.ifPresent(value -> mustFollow(next, value));
        if (admin.isPresent()) {
            String user = user(fields(next));
            try (Connection connection = administrator(next, admin.get().get())) {
                unsafe = alternates ? inTurns(connection, user) : unsafe(connection, user, Optional.of(user));
            } catch (SQLException e) {
                throw new Unsuitable(where + ": the administrator cannot log in: " + Faults.of(e));
            }
        }
        unsafe.or(() -> full).ifPresent(why -> {
            throw new Unsuitable(where + ": " + why);
        });
    }

    private Optional<String> inTurns(Connection connection, String user) {
        String other = AlternatingUser.other(user);
        Optional<String> lacks =
                new SecondUser(engine, site.filter(Database::createClone).isPresent()).unsafe(connection, user, other);
        return unsafe(connection, user, Optional.of(other))
                .filter(why -> lacks.isEmpty() || !why.equals(DatabaseUser.MISSING.formatted(user)))
                .or(() -> lacks);
    }

    // In the database that is used, because rights can only be seen there; an administrator may not be let in.
    private Connection administrator(Secret next, Secret value) throws SQLException {
        try {
            return engine.connect(address(next), user(fields(value)), password(fields(value)));
        } catch (SQLException e) {
            if (engine.isWrongPassword(e)) {
                throw e;
            }
            return connect(value);
        }
    }

    // A value that somebody wrote names a server and a user: a new password is set and tried only where the one before
    // it works.
    private void mustFollow(Secret next, Secret working) {
        String user = user(fields(next));
        String before = user(fields(working));
        if (!address(next).isSameServer(address(working))) {
            throw new Unsuitable("its value names another host or port than the one that works");
        } else if (!(!alternates ? user.equals(before) : AlternatingUser.isSamePair(user, before))) {
            throw new Unsuitable(
                    "its value names the user \"%s\", and the one that works is \"%s\"'s".formatted(user, before));
        }
    }

    // The administrator's own password is nobody's to change by way of a parameter, whatever the names allow.
    private void mustBeAllowed(Secret next) {
        String user = allowedUser(next);
        admin.map(Supplier::get).ifPresent(administrator -> {
            if (user(fields(administrator)).equalsIgnoreCase(user)) {
                throw new Unsuitable("its user \"" + user + "\" is the administrator itself");
            } else if (!address(next).isSameServer(address(administrator))) {
                throw new Unsuitable("its value names another port than the administrator's");
            }
        });
    }

    private String allowedUser(Secret value) {
        String user = user(fields(value));
        site.flatMap(Database::users).ifPresent(users -> users.mustInclude(user));
        return user;
    }

    /// The same, read once.
    static Supplier<Secret> once(Supplier<Secret> admin) {
        AtomicReference<@Nullable Secret> read = new AtomicReference<>();
        return () -> {
            Secret value = read.get();
            if (value == null) {
                value = admin.get();
                read.set(value);
            }
            return value;
        };
    }

    private Optional<String> unsafe(Connection connection, String user, Optional<String> other) {
        try {
            return engine.unsafe(
                    connection,
                    new DatabaseUser(
                            user, other, site.filter(Database::poolerAsks).isPresent()));
        } catch (SQLException e) {
            return Optional.of("the user %s cannot be looked at: %s".formatted(user, Faults.of(e)));
        }
    }

    // Once: the first value that works is the one that sets the next.
    private void look(Connection connection, Secret value) {
        if (!looked && admin.isEmpty()) {
            looked = true;
            unsafe = unsafe(connection, user(fields(value)), Optional.empty());
        }
    }

    @Override
    public Optional<Integer> blockedAfter() {
        return blockedAfter;
    }

    @Override
    public Answer test(Secret value) {
        unanswered = Optional.empty();
        allowedUser(value);
        Answer answer = ask(value);
        works = answer == Answer.YES ? Optional.of(value) : works;
        return answer;
    }

    private Answer ask(Secret value) {
        try (Connection connection = connect(value)) {
            if (connection.isValid(10)) {
                look(connection, value);
                blockedAfter = blockedAfter.or(() -> LoginLimit.of(engine, connection));
                return Answer.YES;
            }
            unanswered = Optional.of("the connection ended right after the login");
            return Answer.UNKNOWN;
        } catch (SQLException e) {
            return answer(e, value);
        }
    }

    private Answer answer(SQLException e, Secret value) {
        Optional<String> why = Optional.of(address(value).server() + ": " + Faults.of(e));
        if (engine.isWrongPassword(e)) {
            refusal = why;
            return Answer.NO;
        } else if (engine.isAfterThePassword(e)) {
            full = Optional.of("there is no connection left for the user: " + Faults.of(e));
            return Answer.YES;
        }
        unanswered = why;
        return Answer.UNKNOWN;
    }

    @Override
    public LiveAnswer look(Secret live) {
        allowedUser(live);
        try (Connection connection = connect(live)) {
            blockedAfter = blockedAfter.or(() -> LoginLimit.of(engine, connection));
            int most = ConnectionLimit.of(engine, connection);
            boolean few = most > 0 && most < Checks.LEAST_CONNECTIONS;
            return few ? new LiveAnswer.Limited(most) : new LiveAnswer.Works();
        } catch (SQLException e) {
            return switch (answer(e, live)) {
                case YES -> new LiveAnswer.Works();
                case NO -> new LiveAnswer.Refused();
                case UNKNOWN -> new LiveAnswer.Unknown(unanswered.orElseGet(() -> Faults.of(e)));
            };
        }
    }

    @Override
    public Optional<String> unanswered() {
        return unanswered;
    }

    @Override
    public Optional<String> refusal() {
        return refusal;
    }

    @Override
    public Optional<String> downOnPurpose(Secret live, Instant now) {
        return stopped.host(address(live).host(), now).map(found -> "its database runs on " + found);
    }

    @Override
    public boolean isExclusive() {
        return !alternates;
    }

    @Override
    public boolean canBeSetAgain() {
        return true;
    }

    @Override
    public Set<String> users(Secret live) {
        String user = user(fields(live));
        String where = " at " + address(live).server().toLowerCase(Locale.ROOT);
        return alternates ? Set.of(user + where, AlternatingUser.other(user) + where) : Set.of(user + where);
    }

    @Override
    public Optional<Secret> merged(Secret edited, Secret credential) {
        return address(edited).isSameServer(address(credential))
                ? JsonField.merged(edited, credential, USER, PASSWORD)
                : Optional.empty();
    }

    @Override
    public Change change(Secret pending, Secret working) {
        JsonField fields = fields(pending);
        if (unsafe.isPresent()) {
            return Change.none(new Setting.Refused(unsafe.get()));
        }
        try {
            mustBeAllowed(pending);
            mustFollow(pending, working);
            Connection connection = connect(admin.map(Supplier::get).orElse(working));
            Optional<Secret> before = alternates ? Optional.empty() : Optional.of(password(fields(working)));
            return new DatabaseChange(engine, connection, user(fields), password(fields), before, admin.isEmpty());
        } catch (SQLException e) {
            String who = admin.isPresent() ? "the administrator cannot log in" : "no session could be opened";
            return Change.none(new Setting.NotSent(who + ": " + Faults.of(e)));
        } catch (Unsuitable e) {
            return Change.none(new Setting.NotSent(e.why()));
        }
    }

    private Connection connect(Secret value) throws SQLException {
        JsonField fields = fields(value);
        return engine.connect(address(value), user(fields), password(fields));
    }

    private DatabaseAddress address(Secret value) {
        return DatabaseAddress.of(engine, fields(value), site);
    }

    private JsonField fields(Secret value) {
        JsonField fields = JsonField.read(value)
                .orElseThrow(() -> new Unsuitable("its value is no JSON object with the field " + PASSWORD));
        if (fields.text("engine").filter(name -> !engine.isNamed(name)).isPresent()) {
            throw new Unsuitable("its field engine is another engine's than its tag " + RotatorConfig.STRATEGY_TAG);
        }
        return fields;
    }

    private static String user(JsonField fields) {
        return fields.text(USER)
                .filter(user -> !user.isBlank())
                .orElseThrow(() -> new Unsuitable("its value has no field " + USER));
    }

    private static Secret password(JsonField fields) {
        return Secret.of(fields.text(PASSWORD).orElseThrow(() -> new Unsuitable("its value has no field " + PASSWORD)));
    }
}
