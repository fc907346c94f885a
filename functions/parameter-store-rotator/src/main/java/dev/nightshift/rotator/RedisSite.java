package dev.nightshift.rotator;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Redis server that the site knows.
///
/// @param nodes the server and its replicas, each with users of its own
/// @param tls whether they have to prove their names; else nothing is encrypted
/// @param ca the certificates that may have signed theirs, as PEM text; the platform's own when there is none
/// @param admin the parameter with the user that changes passwords; each user changes its own where there is none
/// @param users the users whose passwords may be changed
/// @param overlap how long an old password works after a new one was published
public record RedisSite(
        List<Node> nodes,
        boolean tls,
        Optional<String> ca,
        Optional<String> admin,
        AllowedUsers users,
        Duration overlap) {
    private static final int DEFAULT_PORT = 6379;
    private static final Duration LEAST = Duration.ofHours(1);

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
        return new RedisSite(
                nodes,
                settings.at("tls").orElse(true, Database::verifies),
                settings.at("ca").optional(Database::pem),
                settings.at("admin").optional(RotatorConfig::name),
                AllowedUsers.from("redis." + name + ".users", settings.at("users")),
                settings.at("overlap").orElse(Duration.ofDays(1), RedisSite::overlap));
    }

    static Duration overlap(String text) {
        Duration time = Parsers.duration(text);
        if (time.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("expected an hour or more: applications have to read the new password");
        }
        return time;
    }
}
