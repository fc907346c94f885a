package dev.nightshift.kit.aws;

import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.StoppedHosts.Host;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/// Whether a host that cannot be reached is one that weekend-instance-stopper keeps down.
///
/// The list is read at each question: a run in which everything answers pays nothing. When it cannot be read, no host
/// counts as stopped on purpose, and what cannot be reached is reported as always.
///
/// Needs `s3:GetObject` on [StoppedHosts#KEY].
public final class StoppedOnPurpose {
    /// Finds the IP addresses of a DNS name.
    @FunctionalInterface
    public interface Resolver {
        /// The addresses, in the JDK's form.
        ///
        /// @throws UnknownHostException when there are none
        List<String> addresses(String name) throws UnknownHostException;

        /// The system's.
        Resolver SYSTEM = name -> Stream.of(InetAddress.getAllByName(name))
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private static final Logger LOG = LogManager.getLogger(StoppedOnPurpose.class);

    private final Supplier<StoppedHosts> stored;
    private final Resolver resolver;

    /// Every part given.
    ///
    /// @param stored reads the list
    public StoppedOnPurpose(Supplier<StoppedHosts> stored, Resolver resolver) {
        this.stored = stored;
        this.resolver = resolver;
    }

    /// By the list in the site's bucket.
    public static StoppedOnPurpose in(Bucket bucket) {
        SharedObject<StoppedHosts> list = SharedObject.stoppedHosts(bucket);
        return new StoppedOnPurpose(() -> read(list), Resolver.SYSTEM);
    }

    /// All of them.
    public StoppedHosts hosts() {
        return stored.get();
    }

    /// The stopped host behind a name or an address. A name with several addresses is stopped when all of them are.
    ///
    /// @param name a DNS name or an IP address
    public Optional<Host> host(String name, Instant now) {
        StoppedHosts known = stored.get();
        if (known.hosts().isEmpty()) {
            return Optional.empty();
        }
        return known.at(name, now).or(() -> byAddresses(known, name, now));
    }

    private Optional<Host> byAddresses(StoppedHosts known, String name, Instant now) {
        try {
            List<String> addresses = resolver.addresses(name);
            List<Host> stopped = addresses.stream()
                    .flatMap(address -> known.at(address, now).stream())
                    .toList();
            return stopped.size() == addresses.size() ? stopped.stream().findFirst() : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static StoppedHosts read(SharedObject<StoppedHosts> list) {
        try {
            return list.read();
        } catch (SdkException | IllegalStateException e) {
            LOG.warn("Which hosts are stopped on purpose is unknown: {}", e.getMessage());
            return StoppedHosts.NONE;
        }
    }
}
