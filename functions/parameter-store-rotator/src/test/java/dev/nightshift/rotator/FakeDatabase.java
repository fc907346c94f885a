package dev.nightshift.rotator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Users with passwords; a value is `{"username": …, "password": …}`.
final class FakeDatabase implements Target {
    final Map<String, String> passwords = new LinkedHashMap<>();
    private final FakeStore.Line line;
    private final boolean alternating;
    private final Passwords random;
    private final PasswordPolicy policy;

    FakeDatabase(FakeStore.Line line, boolean alternating, RandomGenerator random, PasswordPolicy policy) {
        this.line = line;
        this.alternating = alternating;
        this.random = new Passwords(random);
        this.policy = policy;
    }

    boolean opens(Secret value) {
        JsonField fields = JsonField.read(value).orElseThrow();
        return fields.text("password")
                .equals(Optional.ofNullable(
                        passwords.get(fields.text("username").orElseThrow())));
    }

    @Override
    public Secret candidate(Parameter parameter, Secret live) {
        JsonField fields = JsonField.read(live).orElseThrow();
        Secret user = alternating
                ? fields.with(
                        "username",
                        AlternatingUser.other(fields.text("username").orElseThrow()))
                : live;
        return JsonField.read(user)
                .orElseThrow()
                .with("password", random.generate(policy, any -> true).orElseThrow());
    }

    @Override
    public Answer test(Secret value) {
        try {
            return line.call("test", () -> opens(value) ? Answer.YES : Answer.NO);
        } catch (CallException e) {
            return Answer.UNKNOWN;
        }
    }

    @Override
    public boolean isExclusive() {
        return !alternating;
    }

    @Override
    public boolean canBeSetAgain() {
        return true;
    }

    @Override
    public Optional<Secret> merged(Secret edited, Secret credential) {
        return JsonField.merged(edited, credential, "username", "password");
    }

    @Override
    public Change change(Secret pending, Secret working) {
        boolean open = alternating || opens(working);
        return new Change() {
            @Override
            public Setting set() {
                return open ? FakeDatabase.this.set(pending) : new Setting.NotSent("the live credential does not work");
            }

            @Override
            public void undo() {
                if (!alternating) {
                    FakeDatabase.this.set(working);
                }
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private Setting set(Secret pending) {
        try {
            return line.call("set", () -> {
                JsonField fields = JsonField.read(pending).orElseThrow();
                passwords.put(
                        fields.text("username").orElseThrow(),
                        fields.text("password").orElseThrow());
                return new Setting.Taken();
            });
        } catch (CallException e) {
            return new Setting.Unknown("no answer");
        }
    }
}
