package dev.nightshift.rotator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One IAM user with access keys, behind a line that can break. STS hears of a new key fifteen seconds late.
final class FakeAccessKeys implements AccessKeys {
    static final String USER = "mailer";
    private static final String ARN = "arn:aws:iam::123456789012:user/apps/" + USER;
    private static final Duration PROPAGATION = Duration.ofSeconds(15);

    /// @param made when exactly
    record Held(Secret secret, boolean active, Instant made, Optional<Use> used) {
        Held active(boolean nowActive) {
            return new Held(secret, nowActive, made, used);
        }

        Held used(Use use) {
            return new Held(secret, active, made, Optional.of(use));
        }
    }

    final Map<String, Held> keys = new LinkedHashMap<>();
    private final FakeStore.Line line;
    private int made;

    FakeAccessKeys(FakeStore.Line line) {
        this.line = line;
    }

    /// Somebody makes a key; the parameter's value that would hold it.
    Secret make() {
        String id = "AKIA%016d".formatted(++made);
        Secret secret = Secret.of("%040d".formatted(7_000_000 + made));
        keys.put(id, new Held(secret, true, line.now(), Optional.empty()));
        return value(id, secret);
    }

    static Secret value(String id, Secret secret) {
        return Secret.of("{\"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\"}".formatted(id, secret.reveal()));
    }

    /// Whether a call with a key would be let through.
    boolean opens(Secret value) {
        return open(value).isPresent();
    }

    private Optional<Held> open(Secret value) {
        JsonField fields = JsonField.read(value).orElseThrow();
        return Optional.ofNullable(keys.get(id(value)))
                .filter(Held::active)
                .filter(held -> fields.text("secretAccessKey")
                        .equals(Optional.of(held.secret().reveal())));
    }

    private static String id(Secret value) {
        return JsonField.read(value).orElseThrow().text("accessKeyId").orElseThrow();
    }

    /// Somebody calls with a key; whether that was let through.
    boolean use(Secret value) {
        Optional<Held> key = open(value);
        key.ifPresent(held -> keys.put(id(value), held.used(new Use(line.now(), "s3", "eu-central-1"))));
        return key.isPresent();
    }

    @Override
    public Caller caller(String id, Secret secret) {
        try {
            return line.call("caller", () -> {
                Held key = keys.get(id);
                if (key == null || !key.active() || line.now().isBefore(known(key))) {
                    return new Caller.KeyUnknown();
                }
                return use(value(id, secret)) ? new Caller.Known(ARN) : new Caller.WrongSecret();
            });
        } catch (CallException e) {
            return new Caller.NoAnswer("STS does not answer");
        }
    }

    private static Instant known(Held key) {
        return key.made().plus(PROPAGATION);
    }

    @Override
    public Optional<String> owner(String id) {
        return line.call("owner", () -> keys.containsKey(id) ? Optional.of(USER) : Optional.empty());
    }

    @Override
    public List<AccessKey> of(String user) {
        return line.call(
                "list",
                () -> keys.entrySet().stream()
                        .map(one -> new AccessKey(
                                one.getKey(),
                                one.getValue().active(),
                                one.getValue().made().truncatedTo(ChronoUnit.SECONDS)))
                        .toList());
    }

    @Override
    public Made create(String user) {
        return line.call("create", () -> {
            if (keys.size() > 1) {
                throw new CallException("CreateAccessKey: LimitExceeded");
            }
            JsonField value = JsonField.read(make()).orElseThrow();
            return new Made(
                    value.text("accessKeyId").orElseThrow(),
                    Secret.of(value.text("secretAccessKey").orElseThrow()));
        });
    }

    @Override
    public void activate(String user, String id, boolean active) {
        line.call(
                active ? "activate" : "deactivate",
                () -> keys.computeIfPresent(id, (same, key) -> key.active(active)) != null);
    }

    @Override
    public void delete(String user, String id) {
        line.call("delete", () -> keys.remove(id) != null);
    }

    @Override
    public Optional<Use> lastUse(String id) {
        return line.call("last", () -> Optional.ofNullable(keys.get(id)).flatMap(Held::used));
    }
}
