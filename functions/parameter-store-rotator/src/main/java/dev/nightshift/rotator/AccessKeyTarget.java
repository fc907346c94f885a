package dev.nightshift.rotator;

import dev.nightshift.rotator.AccessKeys.Caller;
import dev.nightshift.rotator.AccessKeys.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An IAM user whose access keys overlap: the old one works until nobody uses it any more.
///
/// The value is in one of the forms of [AccessKeyForm]. Nobody but IAM can make a secret, so that the making of
/// a candidate is the one effect that precedes the pending value; a [Claim] precedes that.
final class AccessKeyTarget implements Target {
    // Of the shape that IAM gives: CreateAccessKey, IAM API Reference. Tried against the parameter's
    // pattern before a key is made.
    private static final String EXAMPLE_ID = "AKIAIOSFODNN7EXAMPLE";
    private static final String EXAMPLE_SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    // IAM is eventually consistent: a new key is known everywhere within seconds, at times a minute.
    private static final Duration PROPAGATION = Duration.ofSeconds(10);
    private static final int MOST_QUESTIONS = 6;

    private final AccessKeys iam;
    private final ParameterStore store;
    private final AccessKeyRules rules;
    private final Pace.Pause pause;

    // Of the last value that worked in this run.
    private Optional<String> arn = Optional.empty();
    private Optional<String> newest = Optional.empty();
    private Optional<String> unanswered = Optional.empty();
    private Optional<String> refusal = Optional.empty();

    AccessKeyTarget(AccessKeys iam, ParameterStore store, AccessKeyRules rules, Pace.Pause pause) {
        this.iam = iam;
        this.store = store;
        this.rules = rules;
        this.pause = pause;
    }

    @Override
    public Secret candidate(Parameter parameter, Secret live) {
        String id = AccessKeyForm.of(live).id();
        String user = user();
        List<AccessKey> keys = iam.of(user);
        if (find(keys, id).isEmpty()) {
            throw new Unsuitable("its access key is none of this account's user " + user);
        }
        if (keys.size() > 1) {
            throw new Unsuitable("the user " + user + " has another access key, and IAM lets nobody have a third:"
                    + " when nobody needs it, delete it");
        }
        if (!parameter.accepts(AccessKeyForm.of(live).with(EXAMPLE_ID, EXAMPLE_SECRET))) {
            throw new Unsuitable("the new value would not match what Parameter Store takes here");
        }
        if (!store.claim(parameter, Claim.written(parameter.name(), parameter.version(), user, id))) {
            throw new Unsuitable("another rotation of its access key is not over, or was not a moment ago");
        }
        Made made = iam.create(user);
        newest = Optional.of(made.id());
        return AccessKeyForm.of(live).with(made.id(), made.secret().reveal());
    }

    @Override
    public Answer test(Secret value) {
        Answer answer = ask(value);
        boolean isNew = newest.equals(Optional.of(AccessKeyForm.of(value).id()));
        for (int asked = 1; isNew && answer != Answer.YES && asked < MOST_QUESTIONS; asked++) {
            pause.of(PROPAGATION);
            answer = ask(value);
        }
        return answer;
    }

    /// By what IAM lists: each call with a key would count as a use and keep its replacement waiting.
    @Override
    public LiveAnswer look(Secret live) {
        String id = AccessKeyForm.of(live).id();
        return iam.owner(id)
                .flatMap(user -> find(iam.of(user), id))
                .filter(AccessKey::active)
                .<LiveAnswer>map(key -> new LiveAnswer.Works())
                .orElseGet(() -> new LiveAnswer.Withdrawn(
                        "its access key is not active: somebody made it inactive or deleted it"));
    }

    private Answer ask(Secret value) {
        String id = AccessKeyForm.of(value).id();
        unanswered = Optional.empty();
        return switch (iam.caller(id, AccessKeyForm.of(value).secret())) {
            case Caller.Known(String who) -> {
                arn = Optional.of(who);
                yield Answer.YES;
            }
            case Caller.WrongSecret() -> refused("SignatureDoesNotMatch: its secret is another key's");
            case Caller.KeyUnknown() -> unknownKey(id);
            case Caller.NoAnswer(String why) -> unanswered(why);
        };
    }

    private Answer unknownKey(String id) {
        return isOnItsWay(id)
                ? unanswered("STS has not heard of the access key yet")
                : refused("InvalidClientTokenId: the access key is not there, or not active");
    }

    private Answer refused(String why) {
        refusal = Optional.of("STS: " + why);
        return Answer.NO;
    }

    private Answer unanswered(String why) {
        unanswered = Optional.of(why);
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

    // IAM has it and STS will. If nobody in this run said whose it is, setting it looks again.
    private boolean isOnItsWay(String id) {
        if (newest.equals(Optional.of(id))) {
            return true;
        }
        return arn.isPresent()
                && find(iam.of(user()), id).filter(AccessKey::active).isPresent();
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
        AccessKeyForm key = AccessKeyForm.of(credential);
        try {
            return Optional.of(
                    AccessKeyForm.of(edited).with(key.id(), key.secret().reveal()));
        } catch (Unsuitable e) {
            return Optional.empty();
        }
    }

    @Override
    public Change change(Secret pending, Secret working) {
        return Change.none(set(pending));
    }

    /// A key that was made in this run only needs time. An older one may be inactive by now.
    private Setting set(Secret pending) {
        String id = AccessKeyForm.of(pending).id();
        if (newest.isEmpty()) {
            String user = user();
            Optional<AccessKey> key = find(iam.of(user), id);
            if (key.isEmpty()) {
                return new Setting.Refused("the user " + user + " has no such access key any more");
            }
            if (!key.get().active()) {
                iam.activate(user, id, true);
            }
            newest = Optional.of(id);
        }
        pause.of(PROPAGATION);
        return new Setting.Taken();
    }

    @Override
    public Retirement retire(Claim claim, ParameterStore.Value live, Instant now) {
        return new AccessKeyRetirement(iam, claim, live, rules.unusedFor(), now)
                .of(AccessKeyForm.of(live.secret()).id());
    }

    /// The name of the user for whom a key of this run works.
    private String user() {
        String full = arn.orElseThrow();
        int resource = full.indexOf(":user/");
        if (resource < 0) {
            throw new Unsuitable("its access key is no IAM user's");
        }
        String path = full.substring(resource + ":user".length());
        if (!rules.include(path)) {
            throw new Unsuitable("its user " + path + " is none of the settings' accessKeys.users");
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Optional<AccessKey> find(List<AccessKey> keys, String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
