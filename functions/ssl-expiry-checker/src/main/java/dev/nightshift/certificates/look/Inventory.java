package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Stock;
import java.util.function.Supplier;

/// What one of AWS's services says of certificates in one account and region.
///
/// @param name for people: `ACM in eu-central-1`
/// @param stock asks for all of it; throws an [software.amazon.awssdk.core.exception.SdkException] when the
///     service does not answer or refuses
record Inventory(String name, Supplier<Stock> stock) {}
