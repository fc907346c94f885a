package dev.nightshift.rotator;

import java.util.regex.Pattern;

/// A text for a regular expression that somebody else wrote: it is not read for ever, because some expressions try
/// every
/// way of dividing it, and not beyond what is known of it.
final class PatternText implements CharSequence {
    private static final int MOST_READ = 200_000;
    private static final int LONGEST = 8192;

    /// More of the text would have to be known.
    private static final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1;

        Undecided() {
            super("", null, false, false);
        }
    }

    private final String known;
    private final int length;
    private int read;

    private PatternText(String known, int length) {
        this.known = known;
        this.length = length;
    }

    /// Whether the whole text matches.
    ///
    /// @throws Target.Unsuitable when it takes too long to find out
    static boolean matches(String pattern, String text) {
        return found(pattern, new PatternText(text, text.length()));
    }

    /// Whether no text matches that begins like this.
    ///
    /// @throws Target.Unsuitable when it takes too long to find out
    static boolean isRefused(String pattern, String beginning) {
        try {
            return !found(pattern, new PatternText(beginning, LONGEST));
        } catch (Undecided e) {
            return false;
        }
    }

    private static boolean found(String pattern, PatternText text) {
        try {
            return Pattern.compile(pattern).matcher(text).matches();
        } catch (StackOverflowError e) {
            throw lost();
        }
    }

    private static Target.Unsuitable lost() {
        return new Target.Unsuitable(
                "its allowed pattern takes too long to be checked: write it without repetitions of repetitions");
    }

    @Override
    public char charAt(int index) {
        if (++read > MOST_READ) {
            throw lost();
        } else if (index >= known.length()) {
            throw new Undecided();
        }
        return known.charAt(index);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return known.subSequence(start, end);
    }

    @Override
    public String toString() {
        return "(text of a secret)";
    }
}
