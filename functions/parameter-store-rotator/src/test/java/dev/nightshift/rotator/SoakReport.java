package dev.nightshift.rotator;

import dev.nightshift.local.databases.DatabaseServer;
import dev.nightshift.local.databases.MariaDbServer;
import dev.nightshift.local.databases.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What a soak came to.
///
/// @param rotations how many different passwords were published
/// @param refused users whose published value does not log in at the end
/// @param mostWrong the most wrong passwords that the function sent one user within an hour
/// @param searched how many characters were searched for each password
/// @param leaked how many passwords were found there
record SoakReport(
        int rotations,
        int faults,
        int failedRuns,
        long logins,
        List<Duration> lockOuts,
        long refused,
        int mostWrong,
        int passwords,
        long searched,
        long leaked) {
    /// Runs it.
    ///
    /// @param users on each server
    /// @param days each user is rotated once a day
    /// @param oneIn of how many rotations one goes wrong; 0 for none
    /// @param progress is told after each day
    static SoakReport of(Path directory, int users, int days, long seed, int oneIn, Consumer<String> progress)
            throws IOException, SQLException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        Optional<MariaDbServer> mariaDb = MariaDbServer.start(Files.createDirectory(directory.resolve("mariadb")));
        try (PostgresServer postgres = PostgresServer.start(Files.createDirectory(directory.resolve("postgres")))) {
            List<SoakServer> servers = new ArrayList<>(List.of(new SoakServer(Engine.POSTGRES, postgres, users)));
            if (mariaDb.isPresent()) {
                servers.add(new SoakServer(Engine.MYSQL, mariaDb.get(), users));
            }
            try (Soak soak = new Soak(servers, seed, oneIn)) {
                for (int day = 1; day <= days; day++) {
                    soak.day();
                    progress.accept("day %d of %d: %d new versions, %d lock-outs, the longest %d ms, %s"
                            .formatted(
                                    day,
                                    days,
                                    soak.versions,
                                    soak.logins.lockOuts.size(),
                                    soak.logins.longest().toMillis(),
                                    new TreeMap<>(soak.faults)));
                }
                return of(soak, servers, printed);
            }
        } finally {
            mariaDb.ifPresent(DatabaseServer::close);
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static SoakReport of(Soak soak, List<SoakServer> servers, ByteArrayOutputStream printed) {
        long refused = soak.logins.all();
        Set<String> passwords = new HashSet<>(soak.passwords());
        servers.forEach(server -> passwords.addAll(server.passwords));
        String sinks = soak.sinks.toString(StandardCharsets.UTF_8)
                + printed.toString(StandardCharsets.UTF_8)
                + soak.stateObjects();
        return new SoakReport(
                soak.passwords().size()
                        - servers.stream()
                                .mapToInt(server -> server.users.size())
                                .sum(),
                soak.faults.entrySet().stream()
                        .filter(one -> !one.getKey().equals("NONE"))
                        .mapToInt(one -> one.getValue())
                        .sum(),
                soak.failedRuns,
                soak.logins.attempts.get(),
                soak.logins.lockOuts.stream()
                        .map(SoakLogins.LockOut::length)
                        .sorted()
                        .toList(),
                refused,
                soak.counted.most(),
                passwords.size(),
                sinks.length(),
                passwords.stream().filter(sinks::contains).count());
    }

    Duration longest() {
        return lockOuts.isEmpty() ? Duration.ZERO : lockOuts.getLast();
    }

    Duration median() {
        return lockOuts.isEmpty() ? Duration.ZERO : lockOuts.get(lockOuts.size() / 2);
    }

    /// As people read it.
    @Override
    public String toString() {
        return "rotations %d, faults %d, failed runs %d, logins of applications %d%n"
                        .formatted(rotations, faults, failedRuns, logins)
                + "lock-outs %d, median %d ms, longest %d ms, users locked out at the end %d%n"
                        .formatted(
                                lockOuts.size(), median().toMillis(), longest().toMillis(), refused)
                + "wrong passwords sent to one user within an hour, at most: %d%n".formatted(mostWrong)
                + "leaks %d: %d passwords searched in %d characters".formatted(leaked, passwords, searched);
    }
}
