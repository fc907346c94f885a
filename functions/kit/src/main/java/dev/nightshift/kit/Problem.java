package dev.nightshift.kit;

/// One thing wrong with the settings or an event: where, what stands there, and what would be right.
///
/// @param path dotted keys and `[index]`es from the root of the file, empty for the root itself
/// @param value what stands there, made printable; empty when the key is missing
/// @param expected what would be right, as the end of a sentence
public record Problem(String path, String value, String expected) {
    @Override
    public String toString() {
        String where = path.isEmpty() ? "" : path + ": ";
        String what = value.isEmpty() ? "" : "\"" + value + "\": ";
        return where + what + expected;
    }
}
