package dev.nightshift.stopper.hand;

import dev.nightshift.stopper.plan.Verdict;
import java.util.List;
import java.util.Optional;

/// The answer to a person's [Wish].
public sealed interface Decision {
    /// It is not done.
    ///
    /// @param why a sentence about the instance, with what would be right
    record Refused(String why) implements Decision {}

    /// What is to be done, in this order.
    ///
    /// @param tag written first, if there is one
    /// @param verdict carried out as a run of the function does
    /// @param next what runs of the function will do, each a sentence
    record Change(Optional<TagValue> tag, Optional<Verdict> verdict, List<String> next) implements Decision {}

    /// A tag to write.
    record TagValue(String key, String value) {}
}
