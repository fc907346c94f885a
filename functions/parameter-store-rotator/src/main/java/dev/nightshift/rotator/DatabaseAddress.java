package dev.nightshift.rotator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a database is and how it proves to be itself.
///
/// @param tls whether it has to; else nothing is encrypted
/// @param caFile PEM certificates that may have signed its own; the platform's when there is none
record DatabaseAddress(String host, int port, String database, boolean tls, Optional<Path> caFile) {
    /// From the value, in the shape of Secrets Manager, where the site does not say otherwise.
    static DatabaseAddress of(Engine engine, JsonField value, Optional<Database> site) {
        Optional<String> named = site.map(Database::host).or(() -> value.text("host"));
        if (named.filter(hosts -> hosts.contains(",")).isPresent()) {
            throw new Target.Unsuitable("its host is a list, and what is set at one server may not reach the others: "
                    + "name the one that takes writes in the settings' databases");
        }
        String host = named.filter(text -> text.matches("[A-Za-z0-9._:-]+"))
                .orElseThrow(() ->
                        new Target.Unsuitable("neither its value nor the settings' databases name a host: add the tag "
                                + RotatorConfig.DATABASE_TAG));
        String database = value.text("dbname").orElse(engine.defaultDatabase());
        if (!database.matches("[A-Za-z0-9_.$-]*")) {
            throw new Target.Unsuitable("its field dbname is no name of a database");
        }
        return new DatabaseAddress(
                host,
                site.map(Database::port)
                        .filter(port -> port > 0)
                        .or(() -> value.text("port").map(DatabaseAddress::port))
                        .orElse(engine.defaultPort()),
                database,
                site.map(Database::tls).orElse(true),
                site.flatMap(Database::ca).map(DatabaseAddress::file));
    }

    /// Whether both are the same server, asked in the same way.
    boolean isSameServer(DatabaseAddress other) {
        return host.equalsIgnoreCase(other.host) && port == other.port && tls == other.tls;
    }

    /// `db.acme.example port 5432`
    String server() {
        return host + " port " + port;
    }

    String url(String scheme) {
        return "jdbc:%s://%s:%d/%s".formatted(scheme, host.contains(":") ? "[" + host + "]" : host, port, database);
    }

    private static int port(String text) {
        if (!text.matches("[1-9]\\d{0,4}")) {
            throw new Target.Unsuitable("its field port is no port");
        }
        return Integer.parseInt(text);
    }

    // Both drivers read a bundle from a file only.
    private static Path file(String pem) {
        try {
            Path file = Files.createTempFile("ca", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
