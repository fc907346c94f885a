package dev.nightshift.stopper.settings;

import dev.nightshift.kit.Settings;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.UntilTag;
import java.util.Set;

/// Keys and values of EC2 tags that settings name.
///
/// Limits: [Tag your Amazon EC2
/// resources](https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions).
public final class TagKeys {
    private static final int MAX_KEY_CHARS = 128;
    private static final int MAX_VALUE_CHARS = 256;

    /// The most tags of an instance; those with the prefix `aws:` are not counted.
    public static final int MAX_TAGS = 50;

    private static final Set<String> TAKEN = Set.of(
            StopperConfig.MARKER_TAG,
            UntilTag.KEEP.key(),
            UntilTag.STAY_OFF.key(),
            StopperConfig.EPHEMERAL_OK_TAG,
            StopperConfig.START_ORDER_TAG);

    private TagKeys() {}

    /// Whether a tag can be written on the instance.
    public static boolean hasRoom(Instance instance, String key) {
        long used = instance.tags().keySet().stream()
                .filter(each -> !each.startsWith("aws:"))
                .count();
        return instance.has(key) || used < MAX_TAGS;
    }

    /// A key that this function gives no other meaning.
    static String own(String text) {
        if (TAKEN.contains(text)) {
            throw new IllegalArgumentException("this function reads this tag for something else; expected another key");
        }
        return any(text);
    }

    /// Notes that one tag would opt every instance in and out.
    static void checkApart(String tag, String neverStopTag, Settings place) {
        if (tag.equals(neverStopTag)) {
            place.problem("is the key of the opt-in tag: every instance would be opted out; expected another key");
        }
    }

    /// Any key that a person can set and our marker does not have.
    static String any(String text) {
        boolean possible = text.equals(text.strip()) && !text.isEmpty() && text.length() <= MAX_KEY_CHARS;
        if (!possible || text.startsWith("aws:") || text.equals(StopperConfig.MARKER_TAG)) {
            throw new IllegalArgumentException("expected a tag key of 1 to 128 characters, without blanks around it,"
                    + " neither " + StopperConfig.MARKER_TAG + " nor one that begins with aws:");
        }
        return text;
    }

    /// Notes a schedule's name that no tag can have as its value.
    static void checkValue(String name, Settings place) {
        if (!name.equals(name.strip()) || name.isEmpty() || name.length() > MAX_VALUE_CHARS) {
            place.problem(
                    "no tag can name this schedule; expected a name of 1 to 256 characters, without blanks around it");
        }
    }
}
