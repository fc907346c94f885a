package dev.nightshift.liveips.settings;

import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Machine;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Which of a server's addresses an output lists.
public enum AddressKind {
    /// The one inside the VPC.
    PRIVATE_IPV4("private IPv4 address") {
        @Override
        public List<Address> of(Machine machine) {
            return machine.privateIpv4().stream().toList();
        }
    },
    /// The one that the internet sees.
    PUBLIC_IPV4("public IPv4 address") {
        @Override
        public List<Address> of(Machine machine) {
            return machine.publicIpv4().stream().toList();
        }
    },
    /// The one of [Machine#ipv6].
    IPV6("IPv6 address") {
        @Override
        public List<Address> of(Machine machine) {
            return machine.ipv6().stream().toList();
        }
    },
    /// Private IPv4 and IPv6: either is enough.
    DUAL("private IPv4 or IPv6 address") {
        @Override
        public List<Address> of(Machine machine) {
            return Stream.concat(machine.privateIpv4().stream(), machine.ipv6().stream())
                    .toList();
        }
    };

    private final String words;

    AddressKind(String words) {
        this.words = words;
    }

    /// Those that this server has; mostly one.
    public abstract List<Address> of(Machine machine);

    /// In a sentence.
    public String words() {
        return words;
    }

    /// As the settings write it, `private-ipv4`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
