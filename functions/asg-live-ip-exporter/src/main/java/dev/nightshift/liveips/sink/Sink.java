package dev.nightshift.liveips.sink;

import java.util.Optional;

/// Something that holds one text, and takes another only from who has seen the last.
public interface Sink {
    /// What it holds now.
    Reading read();

    /// Puts a text in the place of the one that was read.
    ///
    /// @param token of that reading
    Writing write(String body, String token);

    /// What would become of [#write], as far as that is known without writing.
    default Writing rehearse(String body, String token) {
        return new Writing.Done();
    }

    /// What became of a [#read].
    sealed interface Reading {
        /// It could be read.
        ///
        /// @param body nothing when there is nothing yet
        /// @param token changes with each write, also of an equal text
        record Held(Optional<String> body, String token) implements Reading {}

        /// It could not.
        ///
        /// @param why AWS's code and words
        record Unreadable(String why) implements Reading {}
    }

    /// What became of a [#write].
    sealed interface Writing {
        /// It holds the text now.
        record Done() implements Writing {}

        /// It holds something else, which is all that can be had now.
        ///
        /// @param body what the next reading gives unless somebody else writes
        /// @param why what is missing in it; nothing when others have put it there, and it is not ours to read
        record Holds(String body, Optional<String> why) implements Writing {}

        /// Somebody else wrote since it was read, or removed it. What was observed then is old.
        record Raced() implements Writing {}

        /// It may hold the text or not.
        ///
        /// @param why AWS's code and words; whether it was written is not known if no answer came
        record Refused(String why) implements Writing {}
    }
}
