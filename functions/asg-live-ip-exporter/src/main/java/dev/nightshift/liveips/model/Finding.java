package dev.nightshift.liveips.model;

/// Something that a person should know and that lasts until somebody or something ends it.
///
/// @param subject what it is about, always in the same words: reported once as long as it lasts, and once a day
/// @param why the end of a sentence that begins with the subject
public record Finding(Kind kind, String subject, String why) {
    /// What it says of the look.
    public enum Kind {
        /// Groups could not be read.
        GROUPS,
        /// Something else that AWS knows could not be read.
        SOURCE,
        /// A group that the settings name does not exist.
        MISSING,
        /// A published server that is not seen to be live, and not seen to be gone.
        SERVER,
        /// The guard does not believe a look yet.
        GUARD,
        /// A destination does not hold the list.
        DESTINATION
    }

    /// Whether something could not be read.
    public boolean isUnread() {
        return kind == Kind.GROUPS || kind == Kind.SOURCE;
    }
}
