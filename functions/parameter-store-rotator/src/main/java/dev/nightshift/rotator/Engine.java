package dev.nightshift.rotator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/// What the two database engines do differently.
enum Engine {
    /// PostgreSQL. The password itself never leaves the function: what is sent is what the server
    /// would keep of it, so that it is in no statement log.
    POSTGRES("postgres", 5432, 128, 63, "postgres|postgresql|aurora-postgresql") {
        @Override
        Connection connect(DatabaseAddress address, String user, Secret password) throws SQLException {
            Properties settings = login(user, password);
            settings.setProperty("connectTimeout", "5");
            settings.setProperty("loginTimeout", "10");
            settings.setProperty("socketTimeout", "20");
            settings.setProperty("ApplicationName", "nightshift");
            // Where any password or none opens the server, or where it asks another service, a login proves nothing.
            settings.setProperty("requireAuth", "scram-sha-256,md5");
            // PgBouncer before 1.21 does not know prepared statements when it pools transactions.
            settings.setProperty("prepareThreshold", "0");
            // A detail may quote what was sent.
            settings.setProperty("logServerErrorDetail", "false");
            settings.setProperty("sslmode", address.tls() ? "verify-full" : "disable");
            if (address.caFile().isPresent()) {
                settings.setProperty("sslrootcert", address.caFile().get().toString());
            } else {
                settings.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            }
            return connected(new org.postgresql.Driver().connect(address.url("postgresql"), settings));
        }

        @Override
        void setPassword(Connection connection, String user, boolean own, Secret password) throws SQLException {
            PostgresRoles.setPassword(connection, user, password);
        }

        @Override
        Optional<String> unsafe(Connection connection, DatabaseUser user) throws SQLException {
            return PostgresRoles.unsafe(connection, user);
        }

        @Override
        Optional<String> lacks(Connection connection, String user, String other) throws SQLException {
            return PostgresRights.lacks(connection, user, other);
        }

        @Override
        void provide(Connection connection, String user, String other) throws SQLException {
            PostgresRights.provide(connection, user, other);
        }

        // Appendix A, PostgreSQL documentation. 28000 says more: a role that may not log in, no
        // rule for the host.
        @Override
        boolean isWrongPassword(SQLException e) {
            return "28P01".equals(e.getSQLState()) || isPoolerWrongPassword(e);
        }

        // Both limits have one SQLSTATE: the server's own is met before the password is looked at, in InitProcess.
        @Override
        boolean isAfterThePassword(SQLException e) {
            return "53300".equals(e.getSQLState())
                    && e instanceof PSQLException answer
                    && answer.getServerErrorMessage() != null
                    && AFTER_THE_PASSWORD.contains(
                            String.valueOf(answer.getServerErrorMessage().getRoutine()));
        }
    },

    /// MySQL and MariaDB.
    MYSQL("", 3306, 41, 32, "mysql|mariadb|aurora-mysql") {
        @Override
        Connection connect(DatabaseAddress address, String user, Secret password) throws SQLException {
            Properties settings = login(user, password);
            settings.setProperty("connectTimeout", "5000");
            settings.setProperty("socketTimeout", "20000");
            settings.setProperty("dumpQueriesOnException", "false");
            // By the others the password goes to another service, or there is none.
            settings.setProperty("restrictedAuth", "mysql_native_password,client_ed25519,caching_sha2_password,parsec");
            settings.setProperty("sslMode", address.tls() ? "verify-full" : "disable");
            address.caFile().ifPresent(file -> settings.setProperty("serverSslCert", file.toString()));
            return connected(new org.mariadb.jdbc.Driver().connect(address.url("mariadb"), settings));
        }

        @Override
        void setPassword(Connection connection, String user, boolean own, Secret password) throws SQLException {
            MysqlPassword.set(connection, user, own, password);
        }

        @Override
        Optional<String> unsafe(Connection connection, DatabaseUser user) throws SQLException {
            return MysqlAccounts.unsafe(connection, user);
        }

        @Override
        Optional<String> lacks(Connection connection, String user, String other) throws SQLException {
            return MysqlRights.lacks(connection, user, other);
        }

        @Override
        void provide(Connection connection, String user, String other) throws SQLException {
            MysqlRights.provide(connection, user, other);
        }

        // ER_ACCESS_DENIED_ERROR, MySQL and MariaDB error references. A locked account is another
        // code.
        @Override
        boolean isWrongPassword(SQLException e) {
            return e.getErrorCode() == 1045;
        }

        // ER_TOO_MANY_USER_CONNECTIONS and ER_USER_LIMIT_REACHED: of a user, whom the server must have recognized.
        @Override
        boolean isAfterThePassword(SQLException e) {
            return e.getErrorCode() == 1203 || e.getErrorCode() == 1226;
        }
    };

    // PgBouncer 1.18 has one SQLSTATE for all that it refuses itself, and so has Pgpool-II 4.3.
    private static final Set<String> POOLER_WRONG_PASSWORD = Set.of(
            "08P01 SASL authentication failed", "08P01 password authentication failed", "XX000 authentication failed");
    // Functions of PostgreSQL 15 to 18 that check the limits of a role, of a database and of reserved slots.
    private static final Set<String> AFTER_THE_PASSWORD =
            Set.of("InitializeSessionUserId", "CheckMyDatabase", "InitPostgres");
    private static final int LEAST_CHARS = 8;

    private final String database;
    private final int port;
    private final int mostChars;
    private final int mostUserChars;
    private final String names;

    Engine(String database, int port, int mostChars, int mostUserChars, String names) {
        this.database = database;
        this.port = port;
        this.mostChars = mostChars;
        this.mostUserChars = mostUserChars;
        this.names = names;
    }

    /// A connection, or the reason why there is none.
    abstract Connection connect(DatabaseAddress address, String user, Secret password) throws SQLException;

    /// Sets a password, and waits for it no longer than 15 seconds: nothing lands once the next run may publish.
    ///
    /// @param own whether it is the connection's own user
    abstract void setPassword(Connection connection, String user, boolean own, Secret password) throws SQLException;

    /// Why a user's password cannot be replaced for everybody who logs in as it, as the end of a sentence.
    abstract Optional<String> unsafe(Connection connection, DatabaseUser user) throws SQLException;

    /// What a user lacks of another and the statement that gives it, as the end of a sentence.
    abstract Optional<String> lacks(Connection connection, String user, String other) throws SQLException;

    /// Creates a user with what another has, or gives one that is there what it lacks.
    abstract void provide(Connection connection, String user, String other) throws SQLException;

    /// Whether the server knows the user and refuses the password, and nothing else.
    abstract boolean isWrongPassword(SQLException e);

    /// Whether the server refused the login for a reason that it only looks at when the password was right.
    abstract boolean isAfterThePassword(SQLException e);

    /// The policy within the lengths that RDS takes. Source: Constraints, CreateDBInstance,
    /// Amazon RDS API Reference.
    PasswordPolicy within(PasswordPolicy policy) {
        return policy.within(LEAST_CHARS, mostChars);
    }

    boolean isNamed(String name) {
        return name.matches(names);
    }

    int mostUserChars() {
        return mostUserChars;
    }

    int defaultPort() {
        return port;
    }

    /// Empty for none: an ordinary user of MySQL may not open the one that is always there.
    String defaultDatabase() {
        return database;
    }

    private static boolean isPoolerWrongPassword(SQLException e) {
        return e instanceof PSQLException answer
                && answer.getServerErrorMessage() != null
                && POOLER_WRONG_PASSWORD.contains(
                        e.getSQLState() + " " + answer.getServerErrorMessage().getMessage());
    }

    private static Properties login(String user, Secret password) {
        Properties settings = new Properties();
        settings.setProperty("user", user);
        settings.setProperty("password", password.reveal());
        return settings;
    }

    private static Connection connected(@Nullable Connection connection) throws SQLException {
        if (connection == null) {
            throw new SQLException("the driver does not take this address", "08001");
        }
        return connection;
    }
}
