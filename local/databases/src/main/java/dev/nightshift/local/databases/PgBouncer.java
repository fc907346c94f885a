package dev.nightshift.local.databases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The PgBouncer of this machine, if it has one, in front of a PostgreSQL: its databases `session` and `transaction`
/// are the
/// server's `postgres`, by the mode in which they pool.
public record PgBouncer(DatabaseProcess process, int port) implements AutoCloseable {
    /// Starts it, if it is installed.
    ///
    /// @param users the lines of its userlist.txt; who is not in it is asked of the server
    /// @throws IllegalStateException when it is not and `-Dnightshift.pgbouncer=required`
    public static Optional<PgBouncer> start(Path directory, PostgresServer server, List<String> users)
            throws IOException {
        Optional<Path> program = DatabaseProcess.installed("/usr/sbin/pgbouncer", "nightshift.pgbouncer");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = DatabaseProcess.freePort();
        Path list = Files.write(directory.resolve("userlist.txt"), users);
        Path settings = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                session = host=127.0.0.1 port=%1$d dbname=postgres pool_mode=session
                transaction = host=127.0.0.1 port=%1$d dbname=postgres pool_mode=transaction
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %2$d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %3$s
                auth_user = postgres
                server_check_delay = 0
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.port(), port, list));
        DatabaseProcess process = DatabaseProcess.start(
                directory.resolve("pgbouncer.log"),
                DatabaseProcess.notAsRoot(program.get().toString(), settings.toString()));
        process.await(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        return Optional.of(new PgBouncer(process, port));
    }

    @Override
    public void close() {
        process.close();
    }
}
