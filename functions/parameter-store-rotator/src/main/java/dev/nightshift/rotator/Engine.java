package dev.nightshift.rotator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
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
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(user, password.reveal().toCharArray(), "scram-sha-256");
        }

        @Override
        void bound(Connection connection) throws SQLException {
            execute(connection, "SET statement_timeout = 15000");
        }

        // Appendix A, PostgreSQL documentation. 28000 says more: a role that may not log in, no
        // rule for the host.
        @Override
        boolean isWrongPassword(SQLException e) {
            return "28P01".equals(e.getSQLState());
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
            settings.setProperty("sslMode", address.tls() ? "verify-full" : "disable");
            address.caFile().ifPresent(file -> settings.setProperty("serverSslCert", file.toString()));
            return connected(new org.mariadb.jdbc.Driver().connect(address.url("mariadb"), settings));
        }

        @Override
        void setPassword(Connection connection, String user, boolean own, Secret password) throws SQLException {
            boolean mariaDb = connection.getMetaData().getDatabaseProductName().contains("MariaDB");
            for (String account : own ? List.of("") : MysqlAccounts.named(connection, user)) {
                if (mariaDb) {
                    setOnMariaDb(connection, account, password);
                } else {
                    execute(connection, "SET PASSWORD" + account + " = ?", password.reveal());
                }
            }
        }

        @Override
        void bound(Connection connection) throws SQLException {
            execute(connection, "SET SESSION lock_wait_timeout = 15");
        }

        // MySQL masks passwords in its logs, MariaDB does not. It takes what it would keep of it
        // instead, but not for accounts with another plugin, nor where a policy wants to look at
        // the password itself.
        private static void setOnMariaDb(Connection connection, String account, Secret password) throws SQLException {
            try {
                execute(connection, "SET PASSWORD" + account + " = ?", nativeHash(password));
            } catch (SQLException e) {
                if (!ASK_FOR_THE_PASSWORD.contains(e.getErrorCode())) {
                    throw e;
                }
                execute(connection, "SET PASSWORD" + account + " = PASSWORD(?)", password.reveal());
            }
        }

        @Override
        Optional<String> unsafe(DatabaseAddress address, String user, Secret password) throws SQLException {
            try (Connection connection = connect(address, user, password)) {
                return MysqlAccounts.unsafe(connection, user);
            }
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

    // ER_PASSWD_LENGTH and ER_OPTION_PREVENTS_STATEMENT, the latter of strict_password_validation;
    // MariaDB error code reference. A read-only server says the latter too.
    private static final Set<Integer> ASK_FOR_THE_PASSWORD = Set.of(1372, 1290);
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

    /// Bounds how long a statement of this session may wait at the server: nothing lands once the next run may publish.
    abstract void bound(Connection connection) throws SQLException;

    /// @param own whether it is the connection's own user
    abstract void setPassword(Connection connection, String user, boolean own, Secret password) throws SQLException;

    /// Why a user cannot change its own password for everybody who logs in as it, as the end of a sentence.
    Optional<String> unsafe(DatabaseAddress address, String user, Secret password) throws SQLException {
        return Optional.empty();
    }

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

    /// What mysql_native_password keeps: `*` and SHA-1 of SHA-1 in hexadecimal. It is the
    /// protocol's choice, not ours.
    private static String nativeHash(Secret password) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] once = sha1.digest(password.reveal().getBytes(StandardCharsets.UTF_8));
            return "*" + HexFormat.of().withUpperCase().formatHex(sha1.digest(once));
        } catch (NoSuchAlgorithmException e) {
            // Java Security Standard Algorithm Names: every platform has it.
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
