package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.databases.DatabaseServer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A rotation of a user of a real server as it is found.
///
/// @param kept a query for what the server keeps of all passwords
record Situations(DatabaseServer server, Engine engine, String kept) {
    /// Everybody's at first.
    static final String FIRST = "first-password-1A";

    /// Where a value and the settings say that the server is.
    ///
    /// @param vouched whether the settings say that a pooler asks the server
    /// @param ca who signed its certificate; nothing is encrypted when there is none
    /// @param ways JDBC URLs by which an application comes in
    record Place(String host, int port, String database, boolean vouched, Optional<String> ca, List<String> ways) {
        Place(String host, int port, String database, boolean vouched, List<String> ways) {
            this(host, port, database, vouched, Optional.empty(), ways);
        }

        // A list stands in the value alone.
        Optional<Database> settings() {
            return host.contains(",")
                    ? Optional.empty()
                    : Optional.of(new Database(
                            host, 0, ca.isPresent(), ca, Optional.of("/acme/admin"), vouched, Optional.empty(), false));
        }
    }

    /// Rotates a user of strategy `postgres` or `postgres-alternating`, `mysql` or `mysql-alternating`, and checks that
    /// it is rotated, and every way in with it, or that nothing has changed and the reason says why.
    ///
    /// @param expected `rotated`, or a part of the reason why not
    void check(Place place, String user, String strategy, String expected) throws SQLException {
        boolean inTurns = strategy.endsWith("-alternating");
        Secret first = value(place, user);
        String before = kept(server);
        try (AwsScene scene = new AwsScene()) {
            scene.targets = (parameter, named) -> new DatabaseTarget(
                    engine,
                    place.settings(),
                    inTurns ? Optional.of(() -> value(place, "rotator")) : Optional.empty(),
                    new Passwords(new SecureRandom()),
                    scene.config.passwords(),
                    Fixture.NOTHING_STOPPED);
            SsmParameter live = scene.due("/acme/db", strategy, first.reveal(), "Standard", "");
            Outcome outcome = scene.outcome("/acme/db");

            if (expected.equals("rotated")) {
                assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.ROTATED);
                assertOpens(place, live.value(), true);
                assertOpens(place, first.reveal(), inTurns);
            } else {
                assertThat(outcome.why()).contains(expected);
                assertThat(outcome.kind()).isIn(Outcome.Kind.REFUSED, Outcome.Kind.FROZEN, Outcome.Kind.UNFINISHED);
                assertThat(live.value()).isEqualTo(first.reveal());
                assertThat(kept(server)).isEqualTo(before);
            }
            assertThat(scene.region.parameters()).containsExactly(live);
        }
    }

    private static Secret value(Place place, String user) {
        return Secret.of(
                "{\"host\": \"%s\", \"port\": %d, \"username\": \"%s\", \"password\": \"%s\", \"dbname\": \"%s\"}"
                        .formatted(place.host(), place.port(), user, FIRST, place.database()));
    }

    private static void assertOpens(Place place, String value, boolean expected) {
        JsonField fields = JsonField.read(Secret.of(value)).orElseThrow();
        for (String way : place.ways()) {
            boolean opens;
            try (Connection session = DriverManager.getConnection(
                    way,
                    fields.text("username").orElseThrow(),
                    fields.text("password").orElseThrow())) {
                opens = session.isValid(5);
            } catch (SQLException e) {
                assertThat(e.getMessage())
                        .containsAnyOf("authentication failed", "Access denied", "permit requested plugin");
                opens = false;
            }
            assertThat(opens).as(way).isEqualTo(expected);
        }
    }

    private String kept(DatabaseServer server) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = server.administrator();
                Statement statement = connection.createStatement()) {
            var found = statement.executeQuery(kept);
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows.toString();
    }
}
