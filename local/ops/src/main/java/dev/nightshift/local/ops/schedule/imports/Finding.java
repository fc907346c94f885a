package dev.nightshift.local.ops.schedule.imports;

import dev.nightshift.kit.Text;

/// What a person should know about one imported value.
///
/// @param key where it stands within the schedule
/// @param value what stands there, empty where it says nothing
/// @param text what became of it, and what would be right
/// @param lost whether a part of the meaning was lost, or could not be determined
record Finding(String file, String schedule, String key, String value, String text, boolean lost) {
    private static final int SHOWN = 80;

    static Finding loss(String file, String schedule, String key, String value, String text) {
        return new Finding(file, schedule, key, value, text, true);
    }

    static Finding note(String file, String schedule, String key, String value, String text) {
        return new Finding(file, schedule, key, value, text, false);
    }

    @Override
    public String toString() {
        String what = value.isEmpty() ? "" : "\"" + Text.printable(value, SHOWN) + "\": ";
        return "%s: %s: %s: %s%s".formatted(file, schedule, key, what, text);
    }
}
