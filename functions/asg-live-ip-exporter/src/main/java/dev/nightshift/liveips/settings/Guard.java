package dev.nightshift.liveips.settings;

/// What keeps a list from shrinking on one look's word.
///
/// @param holdLossAbovePercent a look that would take more than this share of the list away, or the last looks
///     together, without evidence, is not believed at once
/// @param allowEmpty whether an empty list is as good as any other
/// @param onDoubt whether an address that may be somebody else's stays until the loss is believed
public record Guard(int holdLossAbovePercent, boolean allowEmpty, OnDoubt onDoubt) {}
