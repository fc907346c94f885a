package dev.nightshift.kit;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The hosts that weekend-instance-stopper keeps down at present, as a small object in the site's bucket: what
/// cannot be reached because of it is not a finding of another function.
///
/// ```json
/// {"v":1,"hosts":[{"id":"i-0123456789abcdef0","place":"eu-central-1","addresses":["10.0.0.5"],
///                  "until":"2026-11-30T07:30:00Z"}]}
/// ```
///
/// @param hosts by their ids
public record StoppedHosts(SortedMap<String, Host> hosts) {
    /// The object's key.
    public static final String KEY = "state/weekend-instance-stopper/stopped-hosts.json";

    /// What the object has at most, in bytes: some 300 for each of 20,000 hosts.
    public static final int MAX_BYTES = 6_000_000;

    /// Nothing is stopped.
    public static final StoppedHosts NONE = new StoppedHosts(new TreeMap<>());

    private static final int VERSION = 1;

    /// A host that is down on purpose.
    ///
    /// @param id as AWS names it
    /// @param place the account and region that it was seen in
    /// @param addresses IP addresses and DNS names, as [#normal] writes them
    /// @param until the instant from which on it should be reachable again
    public record Host(String id, String place, SortedSet<String> addresses, Instant until) {
        /// Writes each address in its one form.
        public Host {
            SortedSet<String> normal = new TreeSet<>();
            addresses.forEach(address -> normal.add(normal(address)));
            addresses = normal;
        }

        /// The end of a sentence.
        @Override
        public String toString() {
            return id + ", which weekend-instance-stopper stopped until " + until;
        }
    }

    /// Keeps a copy.
    public StoppedHosts {
        hosts = new TreeMap<>(hosts);
    }

    /// Of hosts in any order.
    ///
    /// @param hosts each with an id of its own
    public static StoppedHosts of(Collection<Host> hosts) {
        SortedMap<String, Host> byId = new TreeMap<>();
        hosts.forEach(host -> byId.put(host.id(), host));
        return new StoppedHosts(byId);
    }

    /// Reads the object's text.
    ///
    /// @param source names the object in an error
    /// @throws SettingsException naming each key that is wrong
    public static StoppedHosts read(String source, String json) {
        return Settings.read(source, Json.parse(source, json), root -> {
            root.at("v").as(StoppedHosts::version, VERSION);
            return of(root.at("hosts").items().stream().map(StoppedHosts::host).toList());
        });
    }

    /// As [#read] takes it.
    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("hosts", hosts.values().stream().map(StoppedHosts::tree).toList());
        return Json.write(root);
    }

    /// The stopped host with an id.
    public Optional<Host> of(String id, Instant now) {
        return Optional.ofNullable(hosts.get(id)).filter(host -> now.isBefore(host.until()));
    }

    /// The stopped host with an address.
    ///
    /// Two hosts in VPCs that are not connected may share a private address. It is then unknown which one is meant,
    /// and there is no answer.
    ///
    /// @param address an IP address or a DNS name
    public Optional<Host> at(String address, Instant now) {
        String wanted = normal(address);
        List<Host> sharing = hosts.values().stream()
                .filter(host -> host.addresses().contains(wanted))
                .toList();
        return sharing.stream()
                .filter(host -> sharing.size() == 1 && now.isBefore(host.until()))
                .findFirst();
    }

    /// An IP address in the JDK's form, a DNS name in lower case without a dot at its end.
    static String normal(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException e) {
            return address.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        }
    }

    private static Host host(Settings item) {
        SortedSet<String> addresses = new TreeSet<>();
        item.at("addresses").items().forEach(address -> addresses.add(address.text()));
        return new Host(
                item.at("id").text(),
                item.at("place").text(),
                addresses,
                item.at("until").as(Parsers::instant, Instant.MIN));
    }

    private static Map<String, Object> tree(Host host) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", host.id());
        tree.put("place", host.place());
        tree.put("addresses", new ArrayList<>(host.addresses()));
        tree.put("until", host.until().toString());
        return tree;
    }

    private static int version(String text) {
        if (!text.equals(String.valueOf(VERSION))) {
            throw new IllegalArgumentException("expected " + VERSION + ", the version that this code knows");
        }
        return VERSION;
    }
}
