package dev.nightshift.local.databases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The MariaDB of this machine, if it has one, with a data directory of its own on a free port.
public record MariaDbServer(DatabaseProcess process, int port, Path directory, ServerCertificate certificate)
        implements DatabaseServer {
    private static final List<String> COMMON = List.of("--no-defaults", "--user=root");

    // Its plugin for GSSAPI is loaded only when there is a key of its principal, as in MIT Kerberos' keytab format.
    private static final String KEYTAB = "0502"
            + "00000050"
            + "0002"
            + "000b4558414d504c452e4f5247"
            + "00076d617269616462"
            + "00096c6f63616c686f7374"
            + "00000001"
            + "00000000"
            + "01"
            + "0012"
            + "0020"
            + "30".repeat(32);

    /// Starts it, if it is installed.
    ///
    /// @param directory for its files
    /// @throws IllegalStateException when it is not and `-Dnightshift.mariadb=required`
    public static Optional<MariaDbServer> start(Path directory) throws IOException {
        ServerCertificate certificate = ServerCertificate.of("localhost");
        Path data = directory.resolve("data");
        List<String> install = new ArrayList<>(List.of("mariadb-install-db"));
        install.addAll(COMMON);
        install.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db", "--datadir=" + data));
        try {
            DatabaseProcess.run(directory.resolve("server.log"), install);
        } catch (IOException e) {
            if ("required".equals(System.getProperty("nightshift.mariadb"))) {
                throw new IllegalStateException(
                        "nightshift.mariadb=required, and there is no mariadb-install-db on the PATH", e);
            }
            return Optional.empty();
        }
        Path key = Files.writeString(directory.resolve("server.key"), certificate.key());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path chain = Files.writeString(directory.resolve("server.pem"), certificate.chain());
        Path keys = Files.write(directory.resolve("keytab"), HexFormat.of().parseHex(KEYTAB));
        int port = DatabaseProcess.freePort();
        List<String> command = new ArrayList<>(List.of("mariadbd"));
        command.addAll(COMMON);
        command.addAll(List.of(
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + directory.resolve("s"),
                "--skip-name-resolve",
                "--general-log=1",
                "--general-log-file=" + directory.resolve("general.log"),
                "--innodb-flush-log-at-trx-commit=0",
                "--ssl-key=" + key,
                "--ssl-cert=" + chain,
                "--loose-gssapi-keytab-path=" + keys,
                "--loose-gssapi-principal-name=mariadb/localhost@EXAMPLE.ORG"));
        MariaDbServer server = new MariaDbServer(
                DatabaseProcess.start(directory.resolve("server.log"), command), port, directory, certificate);
        server.process.await(() -> server.sql("SELECT 1"));
        return Optional.of(server);
    }

    @Override
    public String engine() {
        return "mysql";
    }

    @Override
    public Path log() {
        return directory.resolve("general.log");
    }

    @Override
    public void users(String appPassword, String clonePassword, String rotatorPassword) throws SQLException {
        sql(
                "DROP USER IF EXISTS app@'%', app_clone@'%', app_clone@'10.%', rotator@'%'",
                "CREATE USER app@'%' IDENTIFIED BY '" + appPassword + "'",
                // Two hosts of one user: both are changed.
                "CREATE USER app_clone@'%' IDENTIFIED BY '" + clonePassword + "'",
                "CREATE USER app_clone@'10.%' IDENTIFIED BY '" + clonePassword + "'",
                "CREATE USER rotator@'%' IDENTIFIED BY '" + rotatorPassword + "'",
                "GRANT SELECT, UPDATE ON mysql.* TO rotator@'%'",
                "GRANT SELECT ON mysql.* TO app@'%', app_clone@'%'");
    }

    @Override
    public void disarm() throws SQLException {
        sql("REVOKE UPDATE ON mysql.* FROM rotator@'%'");
    }

    @Override
    public void arm() throws SQLException {
        sql("GRANT UPDATE ON mysql.* TO rotator@'%'");
    }

    @Override
    public Connection hold() throws SQLException {
        Connection connection = administrator();
        try (Statement statement = connection.createStatement()) {
            statement.execute("FLUSH TABLES WITH READ LOCK");
        }
        return connection;
    }

    @Override
    public void cut(String user) throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            ResultSet waiting = statement.executeQuery(
                    "SELECT id FROM information_schema.processlist WHERE state LIKE 'Waiting for%%' AND user = '%s'"
                            .formatted(user));
            List<Long> ids = new ArrayList<>();
            while (waiting.next()) {
                ids.add(waiting.getLong(1));
            }
            for (long id : ids) {
                statement.execute("KILL CONNECTION " + id);
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public Connection administrator() throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/mysql?user=root");
    }
}
