package dev.nightshift.rotator;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import javax.net.ssl.SSLSocketFactory;

/// A user of a Redis server, which has two passwords while applications change from one to the other.
///
/// The old one is found among the parameter's versions and ended when its time is over, so that no password is written
/// down for it. A [Claim] says from which version on.
final class RedisTarget implements Target {
    private static final String USER = "username";
    private static final String PASSWORD = "password";
    // GetParameters, AWS Systems Manager API Reference: ten names.
    private static final int MOST_VERSIONS = 10;

    private final RedisSite site;
    private final Optional<Supplier<Secret>> admin;
    private final ParameterStore store;
    private final Parameter parameter;
    private final RedisTargets.Making making;
    private final Optional<SSLSocketFactory> tls;
    private final Optional<ManagedRedis> managed;
    private Optional<String> unanswered = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private Optional<Secret> works = Optional.empty();

    RedisTarget(
            RedisSite site,
            Optional<Supplier<Secret>> admin,
            ParameterStore store,
            Parameter parameter,
            RedisTargets.Making making) {
        this.site = site;
        this.admin = admin;
        this.store = store;
        this.parameter = parameter;
        this.making = making;
        this.managed = making.managed().apply(site);
        this.tls = site.tls() ? Optional.of(PemTrust.sockets(site.ca())) : Optional.empty();
    }

    @Override
    public Secret candidate(Parameter of, Secret live) {
        JsonField template = fields(live);
        String password = making.passwords()
                .generate(
                        making.policy().of(of),
                        text -> (managed.isEmpty() || managed.get().users().accepts(text))
                                && of.accepts(template.with(PASSWORD, text)))
                .orElseThrow(() -> new Unsuitable(
                        "no value of the settings' passwords matches its allowed pattern and fits its tier"));
        return template.with(PASSWORD, password);
    }

    @Override
    public void mustBeSafe(Secret next) {
        String user = user(next);
        works.filter(value -> !user(value).equals(user)).ifPresent(value -> {
            throw new Unsuitable(
                    "its value names the user \"%s\", and the one that works is \"%s\"'s".formatted(user, user(value)));
        });
        String claimed = Claim.nameFor(parameter.name());
        if (managed.isPresent()) {
            Optional<String> unsafe = managed.get()
                    .unsafe(user, () -> !store.read(List.of(claimed)).isEmpty());
            if (unsafe.isPresent()) {
                throw new Unsuitable(unsafe.get());
            }
        } else {
            mustBeSafeOnServers(user);
        }
        Secret claim = Claim.written(parameter.name(), parameter.version(), user, PASSWORD);
        if (!store.claim(parameter, claim) && store.read(List.of(claimed)).isEmpty()) {
            throw new Unsuitable("the old password was ended a moment ago: the next run begins");
        }
    }

    private void mustBeSafeOnServers(String user) {
        Secret changes = admin.map(Supplier::get).orElseGet(works::orElseThrow);
        if (admin.isPresent() && name(changes).equals(user)) {
            throw new Unsuitable("its user \"" + user + "\" is the administrator itself");
        }
        for (RedisSite.Node node : site.nodes()) {
            try (RedisServer server = session(node, changes)) {
                server.unsafe(user, site.nodes().size() - 1).ifPresent(why -> {
                    throw new Unsuitable(node + ": " + why);
                });
            } catch (IOException e) {
                throw new Unsuitable(node + ": " + who() + " may not look: " + RedisServer.reason(e));
            }
        }
    }

    @Override
    public Answer test(Secret value) {
        unanswered = Optional.empty();
        Answer answer = Answer.YES;
        for (RedisSite.Node node : site.nodes()) {
            Answer here = ask(node, value);
            if (here == Answer.NO) {
                return here;
            }
            answer = here == Answer.UNKNOWN ? here : answer;
        }
        works = answer == Answer.YES ? Optional.of(value) : works;
        return answer;
    }

    private Answer ask(RedisSite.Node node, Secret value) {
        user(value);
        try {
            session(node, value).close();
            return Answer.YES;
        } catch (RedisError e) {
            return e.code().equals("WRONGPASS") ? refused(node, value) : unknown(node, RedisServer.reason(e));
        } catch (IOException e) {
            return unknown(node, RedisServer.reason(e));
        }
    }

    // A user that is off or gone gets the same answer as a wrong password; an administrator can tell.
    private Answer refused(RedisSite.Node node, Secret value) {
        String user = user(value);
        refusal = Optional.of(node + ": WRONGPASS: the password is wrong, or the user is off or not there");
        if (managed.isPresent()) {
            return managed.get()
                    .undecided(user)
                    .map(why -> unknown(node, why))
                    .orElseGet(() -> changedMeanwhile(node, value) ? Answer.YES : Answer.NO);
        } else if (admin.isEmpty()) {
            return Answer.NO;
        }
        try (RedisServer server = session(node, admin.get().get())) {
            Optional<RedisUser> known = RedisUser.of(server.session(), user);
            if (known.isEmpty()) {
                return unknown(node, "there is no user " + user);
            }
            return known.get().on() ? Answer.NO : unknown(node, "the user " + user + " is off");
        } catch (IOException e) {
            return unknown(node, "the administrator may not look: " + RedisServer.reason(e));
        }
    }

    // A change that was done after the login and before the look: a token that is added twice may end the old one.
    private boolean changedMeanwhile(RedisSite.Node node, Secret value) {
        if (!endsOldFirst()) {
            return false;
        }
        try {
            session(node, value).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Answer unknown(RedisSite.Node node, String why) {
        unanswered = Optional.of(node + ": " + why);
        return Answer.UNKNOWN;
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
        String host = site.nodes().getFirst().host();
        return making.stopped().host(host, now).map(found -> "its server runs on " + found);
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    // A token that is added twice may end the older one, which is the live one.
    @Override
    public boolean canBeSetAgain() {
        return !endsOldFirst();
    }

    @Override
    public Optional<Secret> merged(Secret edited, Secret credential) {
        return JsonField.merged(edited, credential, USER, PASSWORD);
    }

    /// A service replaces all passwords of a user: two parameters would end each other's. On a server of one's own each
    /// has one.
    @Override
    public Set<String> users(Secret live) {
        return managed.isEmpty()
                ? Set.of()
                : Set.of(user(live) + " at " + site.nodes().getFirst());
    }

    @Override
    public Change change(Secret pending, Secret working) {
        String user = user(pending);
        if (!user.equals(user(working))) {
            return Change.none(new Setting.NotSent("its value names another user than the one that works"));
        }
        if (managed.isPresent()) {
            return new ManagedChange(managed.get(), user, password(pending), password(working));
        }
        List<RedisServer> servers = new ArrayList<>();
        RedisChange change = new RedisChange(servers, user, password(pending));
        for (RedisSite.Node node : site.nodes()) {
            try {
                servers.add(session(node, admin.map(Supplier::get).orElse(working)));
            } catch (IOException e) {
                change.close();
                return Change.none(
                        new Setting.NotSent(node + ": " + who() + " cannot log in: " + RedisServer.reason(e)));
            }
        }
        return change;
    }

    @Override
    public boolean endsOldFirst() {
        return managed.filter(redis -> redis.users().endsOldFirst()).isPresent();
    }

    @Override
    public Retirement retire(Claim claim, ParameterStore.Value live, Instant now) {
        boolean brokeOff = live.version() == claim.base();
        if (brokeOff && !mayHaveChanged()) {
            return new Retirement.Over("an earlier run broke off before a password was published");
        }
        Instant until = live.modified().plus(site.overlap());
        if (!brokeOff && now.isBefore(until)) {
            return new Retirement.Waits("the old password works until " + until);
        }
        if (test(live.secret()) != Answer.YES) {
            return new Retirement.Open("the published password does not log in, so that the old one stays"
                    + unanswered.map(why -> ": " + why).orElse(""));
        }
        if (managed.isPresent()) {
            managed.get().endOthers(user(live.secret()), password(live.secret()));
            return new Retirement.Over("the old password is ended");
        }
        int left = 0;
        List<Secret> old = before(claim, live);
        for (RedisSite.Node node : site.nodes()) {
            try (RedisServer server = session(node, admin.map(Supplier::get).orElse(live.secret()))) {
                left = Math.max(left, server.remove(user(live.secret()), old, password(live.secret())));
            } catch (IOException e) {
                throw new CallException(node + ": the old password could not be ended: " + RedisServer.reason(e));
            }
        }
        return new Retirement.Over("the old password is ended"
                + (left == 0 ? "" : "; the user has %d more that this parameter did not hold".formatted(left)));
    }

    private boolean mayHaveChanged() {
        String claimed = Claim.nameFor(parameter.name());
        return managed.isPresent()
                && store.read(List.of(claimed)).values().stream()
                        .allMatch(claim -> managed.get().users().changedSince(claim.modified()));
    }

    private List<Secret> before(Claim claim, ParameterStore.Value live) {
        long oldest = Math.max(claim.base(), live.version() - MOST_VERSIONS);
        Map<String, ParameterStore.Value> found = store.read(LongStream.range(oldest, live.version())
                .mapToObj(version -> parameter.name() + ":" + version)
                .toList());
        return found.values().stream()
                .flatMap(value -> JsonField.read(value.secret()).stream())
                .flatMap(fields -> fields.text(PASSWORD).map(Secret::of).stream())
                .toList();
    }

    private String who() {
        return admin.isPresent() ? "the administrator" : "the user";
    }

    private RedisServer session(RedisSite.Node node, Secret value) throws IOException {
        RedisConnection connection = RedisConnection.open(node.host(), node.port(), tls);
        try {
            connection.call("AUTH", name(value), password(value).reveal());
            return new RedisServer(node.toString(), connection);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    // Without a name it is the user that every server has.
    private static String name(Secret value) {
        return fields(value).text(USER).orElse("default");
    }

    private String user(Secret value) {
        String user = name(value);
        site.users().mustInclude(user);
        return user;
    }

    private static Secret password(Secret value) {
        return Secret.of(
                fields(value).text(PASSWORD).orElseThrow(() -> new Unsuitable("its value has no field " + PASSWORD)));
    }

    private static JsonField fields(Secret value) {
        return JsonField.read(value)
                .orElseThrow(() -> new Unsuitable("its value is no JSON object with the field " + PASSWORD));
    }
}
