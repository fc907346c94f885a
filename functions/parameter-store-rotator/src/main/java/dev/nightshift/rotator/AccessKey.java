package dev.nightshift.rotator;

import java.time.Instant;

/// An access key as IAM lists it: without its secret.
///
/// @param active whether anybody can call with it
/// @param created in whole seconds
record AccessKey(String id, boolean active, Instant created) {}
