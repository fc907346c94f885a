package dev.nightshift.local.databases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A program of this machine that a test starts and ends.
///
/// @param log what it says
record DatabaseProcess(Process process, Path log) implements AutoCloseable {
    /// Something that works once a program is up.
    interface Attempt {
        void run() throws Exception;
    }

    static DatabaseProcess start(Path log, List<String> command) throws IOException {
        ProcessBuilder.Redirect appended = ProcessBuilder.Redirect.appendTo(log.toFile());
        return new DatabaseProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(appended)
                        .start(),
                log);
    }

    /// Runs one to its end.
    static void run(Path log, List<String> command) throws IOException {
        try (DatabaseProcess one = start(log, command)) {
            one.await();
            if (one.process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(log));
            }
        }
    }

    /// The command as somebody else than root, whom PostgreSQL and PgBouncer do not run as.
    static List<String> notAsRoot(String... command) {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        if (System.getProperty("user.name").equals("root")) {
            all.addAll(0, List.of("unshare", "-U"));
        }
        return all;
    }

    /// Where a program is, if it is installed.
    ///
    /// @throws IllegalStateException when it is not, and the system property asks for it
    static Optional<Path> installed(String program, String property) {
        Path path = Path.of(program);
        if (Files.isExecutable(path)) {
            return Optional.of(path);
        } else if ("required".equals(System.getProperty(property))) {
            throw new IllegalStateException(property + "=required, and there is no " + program);
        }
        return Optional.empty();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Waits until it is up.
    void await(Attempt attempt) throws IOException {
        Exception last = new IOException("not tried");
        for (int tries = 0; tries < 600 && process.isAlive(); tries++) {
            try {
                attempt.run();
                return;
            } catch (Exception e) {
                last = e;
                pause();
            }
        }
        throw new IOException(Files.readString(log), last);
    }

    private void await() {
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        await();
    }
}
