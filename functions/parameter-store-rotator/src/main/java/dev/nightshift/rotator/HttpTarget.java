package dev.nightshift.rotator;

import dev.nightshift.kit.Sha256;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// A token of an API, which overlaps with the one before.
///
/// The API makes tokens itself, so that a [Claim] precedes the making. Each gets a name that begins with the
/// parameter's
/// own label: what is ended is found by it, also a token whose answer was lost, and nobody else's is touched.
final class HttpTarget implements Target {
    private static final int LABEL_DIGITS = 16;
    // GetParameters, AWS Systems Manager API Reference: ten names.
    private static final int MOST_VERSIONS = 10;

    private final HttpSite site;
    private final HttpApi api;
    private final Optional<Supplier<Secret>> admin;
    private final ParameterStore store;
    private final Parameter parameter;
    private final String label;
    private Optional<String> unanswered = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private Optional<Secret> made = Optional.empty();

    HttpTarget(
            HttpSite site, HttpApi api, Optional<Supplier<Secret>> admin, ParameterStore store, Parameter parameter) {
        this.site = site;
        this.api = api;
        this.admin = admin;
        this.store = store;
        this.parameter = parameter;
        this.label = "nightshift-" + Sha256.hex(parameter.name()).substring(0, LABEL_DIGITS) + "-";
    }

    @Override
    public Secret candidate(Parameter of, Secret live) {
        with(live, "example", "example");
        // What could fail after a token was made is tried before.
        found(live);
        if (!store.claim(of, Claim.written(of.name(), of.version(), label, "token"))) {
            throw new Unsuitable("another rotation of its token is not over, or was not a moment ago");
        }
        HttpApi.Reply reply = api.send("create", site.create(), values(live, label + of.version(), ""));
        if (!site.create().yes().contains(reply.status())) {
            throw notMade(of, reply.status());
        }
        String token = reply.text(site.createdToken()).orElseThrow(() -> unusable("token"));
        String id = reply.text(site.createdId()).orElseThrow(() -> unusable("id"));
        made = Optional.of(with(live, token, id));
        return made.get();
    }

    // A refusal made nothing. Of anything else nobody knows, and the claim stays until it was looked for.
    private RuntimeException notMade(Parameter of, int status) {
        String why = "create answered " + status;
        if (status < 400 || status >= 500) {
            return new CallException(why);
        }
        store.release(of.name());
        return status == 429 || status == 408 ? new CallException(why) : new Unsuitable(why);
    }

    private static CallException unusable(String field) {
        return new CallException("create: its answer has no " + field + " where the settings say");
    }

    @Override
    public void mustBeSafe(Secret next) {
        if (made.filter(next::sameAs).isEmpty() && test(next) == Answer.NO) {
            throw new Unsuitable("the token of the version before was ended");
        }
    }

    @Override
    public Answer test(Secret value) {
        unanswered = Optional.empty();
        try {
            int status = api.send("test", site.test(), values(value, label, "")).status();
            if (site.test().yes().contains(status)) {
                return Answer.YES;
            } else if (site.test().no().contains(status)) {
                refusal = Optional.of(site.test().server() + ": test answered " + status);
                return Answer.NO;
            }
            unanswered = Optional.of(site.test().server() + ": test answered " + status);
        } catch (CallException e) {
            unanswered = Optional.of(e.what());
        }
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
    public boolean isExclusive() {
        return false;
    }

    @Override
    public boolean canBeSetAgain() {
        return false;
    }

    @Override
    public Optional<Secret> merged(Secret edited, Secret credential) {
        return JsonField.merged(edited, credential, site.token(), site.id());
    }

    /// It works since it was made.
    @Override
    public Change change(Secret pending, Secret working) {
        return Change.none(new Setting.Taken());
    }

    @Override
    public Retirement retire(Claim claim, ParameterStore.Value live, Instant now) {
        boolean begun = live.version() == claim.base();
        Instant until = begun
                ? claim.since().plus(RotatorConfig.COOL_DOWN)
                : live.modified().plus(site.overlap());
        if (now.isBefore(until)) {
            return begun
                    ? new Retirement.Open("an earlier run broke off: a token that it made is looked for from " + until)
                    : new Retirement.Waits("the old token works until " + until);
        }
        if (test(live.secret()) != Answer.YES) {
            return new Retirement.Open("the published token does not work, so that no other is ended"
                    + unanswered.map(why -> ": " + why).orElse(""));
        }
        return ended(claim, live, begun);
    }

    private Retirement ended(Claim claim, ParameterStore.Value live, boolean begun) {
        Set<String> ours = found(live.secret());
        if (ours.isEmpty() && !begun) {
            return new Retirement.Open("find shows no token whose name begins with " + label
                    + ": look at its items, id and label in the settings");
        }
        Map<String, Secret> before = before(claim, live);
        String published = token(live.secret());
        Set<String> spared = new HashSet<>(Set.of(id(live.secret())));
        before.values().stream()
                .filter(value -> token(value).equals(published))
                .forEach(value -> spared.add(id(value)));
        List<String> ends = ours.stream().filter(one -> !spared.contains(one)).toList();
        for (String one : ends) {
            int status = api.send("revoke", site.revoke(), values(live.secret(), label, one))
                    .status();
            if (!site.revoke().yes().contains(status) && status != 404 && status != 410) {
                return new Retirement.Open("the old token could not be ended: revoke answered " + status);
            }
        }
        boolean foreign =
                before.values().stream().map(this::id).anyMatch(one -> !ours.contains(one) && !spared.contains(one));
        return new Retirement.Over("%d %s ended%s"
                .formatted(
                        ends.size(),
                        ends.size() == 1 ? "token is" : "tokens are",
                        foreign ? "; one that was not made here is left: end it when nobody needs it" : ""));
    }

    private Map<String, Secret> before(Claim claim, ParameterStore.Value live) {
        long oldest = Math.max(claim.base(), live.version() - MOST_VERSIONS);
        Map<String, Secret> values = new HashMap<>();
        List<String> names = LongStream.range(oldest, live.version())
                .mapToObj(version -> parameter.name() + ":" + version)
                .toList();
        if (!names.isEmpty()) {
            store.read(names).forEach((name, value) -> {
                if (JsonField.read(value.secret())
                        .filter(fields -> fields.text(site.id()).isPresent()
                                && fields.text(site.token()).isPresent())
                        .isPresent()) {
                    values.put(name, value.secret());
                }
            });
        }
        return values;
    }

    /// The tokens that were made for this parameter.
    private Set<String> found(Secret live) {
        HttpApi.Reply reply = api.send("find", site.find(), values(live, label, ""));
        if (!site.find().yes().contains(reply.status())) {
            throw new CallException("find answered " + reply.status());
        }
        Set<String> ours = new HashSet<>();
        reply.pairs(site.items(), site.itemId(), site.itemLabel())
                .orElseThrow(() -> new CallException("find: its answer is no JSON"))
                .forEach(pair -> {
                    if (pair.getValue().startsWith(label)) {
                        ours.add(pair.getKey());
                    }
                });
        return ours;
    }

    private Map<String, Secret> values(Secret value, String name, String id) {
        Map<String, Secret> values = new HashMap<>();
        values.put("token", Secret.of(token(value)));
        values.put("label", Secret.of(name));
        if (!id.isEmpty()) {
            values.put("id", Secret.of(id));
        }
        admin.ifPresent(read -> values.put("admin", read.get()));
        return values;
    }

    private String token(Secret value) {
        return text(value, site.token());
    }

    private String id(Secret value) {
        return text(value, site.id());
    }

    private static String text(Secret value, String name) {
        return JsonField.read(value)
                .flatMap(fields -> fields.text(name))
                .orElseThrow(() -> new Unsuitable("its value is no JSON object with the field " + name));
    }

    private Secret with(Secret live, String token, String id) {
        id(live);
        token(live);
        Secret first = JsonField.read(live).orElseThrow().with(site.token(), token);
        return JsonField.read(first).orElseThrow().with(site.id(), id);
    }
}
