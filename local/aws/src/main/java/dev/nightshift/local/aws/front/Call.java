package dev.nightshift.local.aws.front;

import java.time.Instant;
import java.util.Map;

/// A call that came in and what became of it.
///
/// @param at on the endpoint's clock
/// @param parameters by their full names, `InstanceId.1`
/// @param status the HTTP status, 0 when the connection was closed without an answer
/// @param error AWS's code, empty when there was no error
public record Call(
        Instant at,
        String account,
        String region,
        String service,
        String operation,
        Map<String, String> parameters,
        int status,
        String error) {}
