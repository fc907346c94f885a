package dev.nightshift.rotator;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A Redis server that the site knows.
///
/// @param nodes the server and its replicas, each with users of its own
/// @param tls whether they have to prove their names; else nothing is encrypted
/// @param ca the certificates that may have signed theirs, as PEM text; the platform's own when there is none
/// @param admin the parameter with the user that changes passwords; each user changes its own where there is none
/// @param users the users whose passwords may be changed
/// @param overlap how long an old password works after a new one was published
/// @param service the service of AWS that changes the users of its servers; nothing for a server of one's own
/// @param ids the ids of ElastiCache's users whose ids are not their names, by name
/// @param replicationGroup the replication group of ElastiCache without users, whose AUTH token is the password
public record RedisSite(
        List<Node> nodes,
        boolean tls,
        Optional<String> ca,
        Optional<String> admin,
        AllowedUsers users,
        Duration overlap,
        Optional<Service> service,
        Map<String, String> ids,
        Optional<String> replicationGroup) {
    private static final int DEFAULT_PORT = 6379;
    private static final Duration LEAST = Duration.ofHours(1);

    /// A service of AWS whose servers refuse `ACL SETUSER`.
    public enum Service {
        /// `elasticache`
        ELASTICACHE,
        /// `memorydb`
        MEMORYDB;

        private static Service parse(String text) {
            return switch (text) {
                case "elasticache" -> ELASTICACHE;
                case "memorydb" -> MEMORYDB;
                default -> throw new IllegalArgumentException("expected elasticache or memorydb");
            };
        }
    }

    /// Keeps a copy.
    public RedisSite {
        ids = Map.copyOf(ids);
    }

    /// Where a server listens.
    public record Node(String host, int port) {
        private static Node parse(String text) {
            int colon = text.lastIndexOf(':');
            if (!text.matches("[A-Za-z0-9._-]+(:[1-9]\\d{0,4})?")) {
                throw new IllegalArgumentException(
                        "expected a host, or a host and its port, such as replica.acme:6380");
            }
            return colon < 0
                    ? new Node(text, DEFAULT_PORT)
                    : new Node(text.substring(0, colon), Database.port(text.substring(colon + 1)));
        }

        /// `cache.acme.example port 6379`
        @Override
        public String toString() {
            return host + " port " + port;
        }
    }

    static RedisSite from(String name, Settings settings) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(settings.at("host").text(), settings.at("port").orElse(DEFAULT_PORT, Database::port)));
        settings.at("replicas").items().forEach(item -> nodes.add(item.as(Node::parse, new Node("", 0))));
        Optional<Service> service = settings.at("service").optional(Service::parse);
        Optional<String> admin = settings.at("admin").optional(RotatorConfig::name);
        if (service.isPresent() && admin.isPresent()) {
            settings.at("admin").problem("expected no administrator: with a service the function's role changes users");
        }
        Map<String, String> ids = new TreeMap<>();
        settings.at("userIds").entries().forEach((user, id) -> ids.put(user, id.as(RedisSite::parseId, "")));
        AllowedUsers users = AllowedUsers.from("redis." + name + ".users", settings.at("users"));
        if (!ids.isEmpty() && !service.equals(Optional.of(Service.ELASTICACHE))) {
            settings.at("userIds").problem("expected only with service: elasticache, whose users have ids");
        }
        ids.keySet().stream()
                .filter(user -> !users.names().contains(user))
                .forEach(user ->
                        settings.at("userIds").problem("names the user \"" + user + "\", which users does not"));
        Optional<String> group = settings.at("replicationGroup").optional(RedisSite::parseGroup);
        if (group.isPresent() && !service.equals(Optional.of(Service.ELASTICACHE))) {
            settings.at("replicationGroup")
                    .problem("expected only with service: elasticache, whose groups have tokens");
        } else if (group.isPresent() && !users.names().equals(List.of("default"))) {
            settings.at("users").problem("expected [default] with replicationGroup: an AUTH token is this user's");
        }
        return new RedisSite(
                nodes,
                settings.at("tls").orElse(true, Database::verifies),
                settings.at("ca").optional(Database::pem),
                admin,
                users,
                settings.at("overlap").orElse(Duration.ofDays(1), RedisSite::overlap),
                service,
                ids,
                group);
    }

    /// The id of a user of ElastiCache: its name where the settings say no other.
    ///
    /// @param user a name, or what names begin with and a `*`
    public String id(String user) {
        return ids.getOrDefault(user, user);
    }

    // CreateUser, Amazon ElastiCache API Reference.
    private static String parseId(String text) {
        if (!text.matches("[a-zA-Z][a-zA-Z0-9-]*")) {
            throw new IllegalArgumentException("expected the id of a user of ElastiCache, such as shop-app");
        }
        return text;
    }

    // CreateReplicationGroup, Amazon ElastiCache API Reference; AWS keeps ids in lower case.
    private static String parseGroup(String text) {
        if (!text.matches("[a-z](-?[a-z0-9]){0,39}")) {
            throw new IllegalArgumentException("expected the id of a replication group in lower case, such as shop");
        }
        return text;
    }

    static Duration overlap(String text) {
        Duration time = Parsers.duration(text);
        if (time.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("expected an hour or more: applications have to read the new password");
        }
        return time;
    }
}
