package dev.nightshift.certificates;

import java.util.List;

/// Certificates of one of AWS's services in one region.
interface Inventory {
    /// For people: `ACM in eu-central-1`.
    String name();

    /// All of them.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when the service does not answer or refuses
    List<Holding> holdings();
}
