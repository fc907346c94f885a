package dev.nightshift.rotator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the accounts of one MySQL user have and those of another lack, host by host, as SHOW GRANTS and SHOW CREATE
/// USER say it.
final class MysqlRights {
    private static final Pattern RIGHTS = Pattern.compile("GRANT (.+) ON (.+) TO (.+?)( WITH GRANT OPTION)?");
    // A right, or one on some columns of a table.
    private static final Pattern ONE = Pattern.compile("([A-Z_ ]+)(?:\\(([^)]*)\\))?(?:, )?");
    // What the server keeps of a password, and what SHOW CREATE USER says too.
    private static final Pattern IDENTIFIED =
            Pattern.compile(" IDENTIFIED (BY PASSWORD|VIA|WITH) ?('[^']*'|\\w+)?( USING '[^']*'| AS '[^']*')?");
    private static final Pattern REQUIRED = Pattern.compile("REQUIRE (SSL|X509|ISSUER|SUBJECT|CIPHER)");
    private static final Pattern LIMIT = Pattern.compile("(MAX_\\w+) (\\d+)");
    private static final Pattern CONDITIONS = Pattern.compile(" (REQUIRE \\w+|WITH MAX_.*)");

    /// @param object `shop.orders`, as the server quotes it
    private record Right(String right, String object) {
        private boolean isIn(Set<Right> rights) {
            String schema = object.replaceFirst("\\.[^.]*$", ".*");
            return List.of(object, schema, "*.*").stream()
                    .anyMatch(one -> rights.contains(new Right(right, one))
                            || rights.contains(new Right(right.replaceFirst(" \\(.*", ""), one))
                            || (!right.equals("GRANT OPTION") && rights.contains(new Right("ALL PRIVILEGES", one))));
        }

        String on() {
            return object.isEmpty() ? right : right + " ON " + object;
        }
    }

    private MysqlRights() {}

    /// What a user lacks of another and the statement that gives it, as the end of a sentence.
    static Optional<String> lacks(Connection connection, String user, String other) throws SQLException {
        for (String host : hosts(connection, other)) {
            if (!hosts(connection, user).contains(host)) {
                return Optional.of(
                        hosts(connection, user).isEmpty()
                                ? DatabaseUser.MISSING.formatted(user)
                                : "the user %s has no account for %s, where the other has one: create it"
                                        .formatted(user, host));
            }
            String own = account(connection, user, host);
            String others = account(connection, other, host);
            Set<Right> rights = rights(connection, own);
            Optional<String> lacks = rights(connection, others).stream()
                    .filter(right -> !right.isIn(rights))
                    .findFirst()
                    .map(right -> DatabaseUser.LACKS.formatted(
                            user, right.on(), other, "GRANT %s TO %s".formatted(right.on(), own)));
            lacks = lacks.isPresent() ? lacks : stricter(clauses(connection, own), clauses(connection, others), own);
            if (lacks.isPresent()) {
                return lacks;
            }
        }
        return Optional.empty();
    }

    /// Creates the accounts that the other user has, and gives all of them its rights. They have no password that
    /// anybody could log in with before one is set.
    static void provide(Connection connection, String user, String other) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean mariaDb = connection.getMetaData().getDatabaseProductName().contains("MariaDB");
            for (String host : hosts(connection, other)) {
                String own = account(connection, user, host);
                String others = account(connection, other, host);
                statement.execute("CREATE USER IF NOT EXISTS " + own
                        + (mariaDb
                                ? " IDENTIFIED VIA mysql_native_password USING 'invalid'"
                                : " IDENTIFIED BY RANDOM PASSWORD")
                        + conditions(clauses(connection, others)));
                for (String grant : grants(connection, others)) {
                    statement.execute(grant.replaceFirst(
                            "( TO | FOR )" + Pattern.quote(others), "$1" + Matcher.quoteReplacement(own)));
                }
            }
        }
    }

    private static String conditions(String clauses) {
        Matcher found = CONDITIONS.matcher(clauses);
        StringBuilder all = new StringBuilder();
        while (found.find()) {
            all.append(' ').append(found.group(1).replaceFirst(" (ACCOUNT|PASSWORD) .*", ""));
        }
        return all.toString();
    }

    private static Set<Right> rights(Connection connection, String account) throws SQLException {
        Set<Right> rights = new LinkedHashSet<>();
        for (String grant : grants(connection, account)) {
            Matcher on = RIGHTS.matcher(grant);
            if (!on.matches()) {
                // A role, a default role.
                String role = grant.replaceFirst("( TO | FOR )" + Pattern.quote(account), "$1the user");
                rights.add(new Right(role.replaceFirst("GRANT (.*) TO the user", "$1"), ""));
                continue;
            }
            Matcher one = ONE.matcher(on.group(1));
            while (one.find()) {
                String columns = one.group(2) == null ? "" : one.group(2);
                for (String column : columns.split(", ", -1)) {
                    String right = one.group(1).strip() + (column.isEmpty() ? "" : " (" + column + ")");
                    rights.add(new Right(right, on.group(2)));
                }
            }
            if (on.group(4) != null) {
                rights.add(new Right("GRANT OPTION", on.group(2)));
            }
        }
        rights.removeIf(right -> right.right().equals("USAGE"));
        return rights;
    }

    private static Optional<String> stricter(String own, String others, String account) {
        Matcher required = REQUIRED.matcher(own);
        if (required.find() && !others.contains(required.group())) {
            return Optional.of("the account %s has %s, which the other has not: ALTER USER %1$s REQUIRE NONE"
                    .formatted(account, required.group()));
        }
        return LIMIT.matcher(own)
                .results()
                .filter(limit -> isLower(limit.group(2), limit(others, limit.group(1))))
                .findFirst()
                .map(limit -> "the account %s has %s, and the other %s: ALTER USER %1$s WITH %s %3$s"
                        .formatted(account, limit.group(), limit(others, limit.group(1)), limit.group(1)));
    }

    // 0 is no limit.
    private static boolean isLower(String own, String others) {
        return !own.equals("0") && (others.equals("0") || Long.parseLong(own) < Long.parseLong(others));
    }

    private static String limit(String clauses, String name) {
        Matcher limit = Pattern.compile(name + " (\\d+)").matcher(clauses);
        return limit.find() ? limit.group(1) : "0";
    }

    private static List<String> grants(Connection connection, String account) throws SQLException {
        return rows(connection, "SHOW GRANTS FOR " + account).stream()
                .map(grant -> IDENTIFIED.matcher(grant).replaceAll(""))
                .toList();
    }

    private static String clauses(Connection connection, String account) throws SQLException {
        return MysqlAccount.read(rows(connection, "SHOW CREATE USER " + account).getFirst())
                .clauses();
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery(sql);
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private static List<String> hosts(Connection connection, String user) throws SQLException {
        return named(connection, "SELECT Host FROM mysql.user WHERE User = ? AND Host <> ? ORDER BY Host", user, "");
    }

    // As SHOW GRANTS writes it.
    private static String account(Connection connection, String user, String host) throws SQLException {
        return named(
                        connection,
                        "SELECT CONCAT('`', REPLACE(?, '`', '``'), '`@`', REPLACE(?, '`', '``'), '`')",
                        user,
                        host)
                .getFirst();
    }

    private static List<String> named(Connection connection, String sql, String first, String second)
            throws SQLException {
        List<String> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, first);
            statement.setString(2, second);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }
}
