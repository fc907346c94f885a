package dev.nightshift.liveips;

/// What keeps a list from shrinking on one look's word.
///
/// @param holdLossAbovePercent a look that would take more than this share of the list away, without EC2 saying so, is
///     not believed at once
/// @param allowEmpty whether an empty list is as good as any other
record Guard(int holdLossAbovePercent, boolean allowEmpty) {
    /// This many looks in a row that say the same are believed.
    static final int CONFIRMATIONS = 3;
}
