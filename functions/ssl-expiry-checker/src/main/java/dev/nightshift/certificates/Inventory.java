package dev.nightshift.certificates;

import java.util.List;
import java.util.function.Supplier;

/// Certificates of one of AWS's services in one account and region.
///
/// @param name for people: `ACM in eu-central-1`
/// @param holdings asks for all of them; throws an [software.amazon.awssdk.core.exception.SdkException] when the
///     service does not answer or refuses
record Inventory(String name, Supplier<List<Holding>> holdings) {}
