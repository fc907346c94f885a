package dev.nightshift.rotator;

import dev.nightshift.rotator.Target.Retirement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Brings the keys that a rotation left behind one step further: what is replaced becomes inactive and then goes, what
/// was lost goes at once, what may be somebody's stays.
record AccessKeyRetirement(AccessKeys iam, Claim claim, ParameterStore.Value live, Duration unusedFor, Instant now) {
    /// @param liveId the id of the key in the live value
    Retirement of(String liveId) {
        boolean begun = live.version() == claim.base() && liveId.equals(claim.replaces());
        Optional<Instant> published = begun ? Optional.empty() : Optional.of(live.modified());
        if (published.isEmpty() && now.isBefore(claim.settled())) {
            return new Retirement.Open("an earlier run is at it, or broke off: what it left is looked for from %s on"
                    .formatted(claim.settled()));
        }
        List<AccessKey> others = iam.of(claim.user()).stream()
                .filter(key -> !key.id().equals(liveId))
                .toList();
        if (others.isEmpty()) {
            return new Retirement.Over(
                    published.isEmpty()
                            ? "an earlier run broke off before it had an access key: the next one begins anew"
                            : "the access key that was replaced is gone");
        }
        return together(others.stream().map(key -> carriedOut(key, published)).toList());
    }

    // As far as the one that is least far.
    private static Retirement together(List<Retirement> each) {
        String why = each.stream().map(Retirement::why).collect(Collectors.joining("; "));
        if (each.stream().anyMatch(Retirement.Open.class::isInstance)) {
            return new Retirement.Open(why);
        }
        return each.stream().anyMatch(Retirement.Waits.class::isInstance)
                ? new Retirement.Waits(why)
                : new Retirement.Over(why);
    }

    private Retirement carriedOut(AccessKey key, Optional<Instant> published) {
        AccessKeyFate fate = AccessKeyFate.of(key, iam.lastUse(key.id()), claim, published, unusedFor, now);
        return switch (fate) {
            case AccessKeyFate.Foreign() ->
                new Retirement.Over(named(key) + " is none that this parameter held, or is in use: it is left alone");
            case AccessKeyFate.Keep(Instant until, var late) ->
                late.<Retirement>map(use -> new Retirement.Open("%s was replaced and is still used: %s in %s, %s"
                                .formatted(named(key), use.service(), use.region(), use.at())))
                        .orElseGet(() -> new Retirement.Waits("%s stays%s until %s, if nobody uses it"
                                .formatted(named(key), key.active() ? "" : " inactive", until)));
            case AccessKeyFate.Deactivate(Instant since) -> {
                iam.activate(claim.user(), key.id(), false);
                yield new Retirement.Open(
                        "%s, unused since %s, is inactive now and is deleted later: activate it if something broke"
                                .formatted(named(key), since));
            }
            case AccessKeyFate.Delete() -> {
                iam.delete(claim.user(), key.id());
                yield new Retirement.Over(named(key) + " is deleted");
            }
            case AccessKeyFate.DeleteLost() -> {
                iam.delete(claim.user(), key.id());
                yield new Retirement.Over(
                        named(key) + ", whose secret was lost on its way, is deleted: the next run begins anew");
            }
        };
    }

    // Its id is half of what was published: a user with two keys is told them apart by their age.
    private String named(AccessKey key) {
        return "the access key of %s made %s".formatted(claim.user(), key.created());
    }
}
