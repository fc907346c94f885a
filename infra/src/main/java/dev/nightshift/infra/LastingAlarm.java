package dev.nightshift.infra;

/// An alarm on a metric that counts what lasts after a run, whenever a run counts it.
///
/// Runs that have nothing to do count nothing. So the alarm keeps its state until a run counts again.
///
/// @param atLeast the value from which it goes off
/// @param meaning what it says, with what helps
record LastingAlarm(String metric, int atLeast, String meaning) {}
