package dev.nightshift.liveips;

import dev.nightshift.liveips.Reason.Evidence;
import java.util.List;
import java.util.Optional;

/// What a guard lets happen to a list. A list whose servers are all down on purpose stays as it is, and nobody need
/// look:
/// they come back.
///
/// @param held the removals that do not happen yet
/// @param finding why
/// @param confirmations how many looks in a row have now said so
record GuardRuling(List<Removal> held, Optional<Finding> finding, int confirmations) {
    private static final GuardRuling FREE = new GuardRuling(List.of(), Optional.empty(), 0);

    /// @param remaining how many lines there would be
    /// @param removals those that have a reason
    static GuardRuling of(
            Guard guard, Look look, List<Group> groups, int remaining, Manifest last, List<Removal> removals) {
        int published = last.entries().size();
        boolean isEmptyAlready = last.isPublished() && published == 0;
        List<Removal> onHearsay = removals.stream()
                .filter(one -> one.reason().evidence() != Evidence.EC2)
                .toList();
        if (remaining == 0 && !isEmptyAlready && !guard.allowEmpty() && !isWanted(look, groups)) {
            if (!removals.isEmpty()
                    && removals.stream()
                            .allMatch(one -> look.isStoppedOnPurpose(one.entry().instance()))) {
                return new GuardRuling(removals, Optional.empty(), 0);
            }
            return unlessConfirmed(look, last.confirmations(), removals, "would be empty");
        }
        if (onHearsay.size() * 100L > (long) guard.holdLossAbovePercent() * published) {
            return unlessConfirmed(
                    look,
                    last.confirmations(),
                    onHearsay,
                    "would lose %d of %d".formatted(onHearsay.size(), published));
        }
        return FREE;
    }

    // That no server is wanted is known only of groups that were all read.
    private static boolean isWanted(Look look, List<Group> groups) {
        return look.isComplete()
                && look.missing().isEmpty()
                && !groups.isEmpty()
                && groups.stream().allMatch(group -> group.desired() == 0);
    }

    /// A look that could not see everything confirms nothing, and takes nothing back.
    private static GuardRuling unlessConfirmed(Look look, int before, List<Removal> removals, String what) {
        int confirmations = look.isComplete() ? before + 1 : before;
        if (confirmations >= Guard.CONFIRMATIONS) {
            return FREE;
        }
        return new GuardRuling(
                removals,
                Optional.of(new Finding(Finding.Kind.GUARD, "the list", what + ": held until three looks agree")),
                confirmations);
    }
}
