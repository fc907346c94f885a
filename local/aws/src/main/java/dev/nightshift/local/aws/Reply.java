package dev.nightshift.local.aws;

/// What goes back to the caller.
///
/// @param status the HTTP status
/// @param error AWS's code, empty when there was no error
/// @param body XML
record Reply(int status, String error, String requestId, String body) {}
