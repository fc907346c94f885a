package dev.nightshift.certificates;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A certificate that AWS keeps for us.
///
/// @param arn its own, or that of the database instance that has it
/// @param name for people
/// @param domains it is good for
/// @param notBefore where the service does not say, so long ago that only the days of thresholds count
/// @param serial in lower-case hexadecimal digits without leading zeros; empty where the service does not say
/// @param used whether something serves it, as far as the service says
/// @param usedBy what does, where the service says
/// @param renewedByAws whether AWS is to renew it in time by itself
/// @param blocked why that cannot go on without a person
record Holding(
        String arn,
        String name,
        List<String> domains,
        Instant notBefore,
        Instant notAfter,
        String serial,
        boolean used,
        List<String> usedBy,
        boolean renewedByAws,
        Optional<String> blocked) {}
