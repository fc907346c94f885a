package dev.nightshift.liveips;

/// Something that a person should know and that lasts until somebody or something ends it.
///
/// @param subject what it is about, always in the same words: told once as long as it lasts, and once a day
/// @param why the end of a sentence that begins with the subject
record Finding(String subject, String why) {}
