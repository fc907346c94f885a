package dev.nightshift.local.ops.demo;

import dev.nightshift.kit.Json;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// An application that logs in to its database over and over, with the secret that it fetches now and then.
final class DemoApplication implements AutoCloseable {
    private static final int QUERIES_A_FETCH = 5;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String url;
    private final Supplier<String> parameter;
    private final Set<String> users = new TreeSet<>();
    private final Thread thread;
    private int queries;
    private int failed;

    /// @param url the database's
    /// @param parameter fetches the live value
    DemoApplication(String url, Supplier<String> parameter) {
        this.url = url;
        this.parameter = parameter;
        this.thread = Thread.ofVirtual().start(this::work);
    }

    synchronized int queries() {
        return queries;
    }

    synchronized int failed() {
        return failed;
    }

    /// Those that it logged in as.
    synchronized Set<String> users() {
        return new TreeSet<>(users);
    }

    /// Waits until it has asked so many more queries.
    void go(int more) {
        int until = queries() + more;
        while (queries() < until && rest()) {
            // It works meanwhile.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        Map<?, ?> secret = Map.of();
        for (int number = 0; rest(); number++) {
            if (number % QUERIES_A_FETCH == 0) {
                secret = (Map<?, ?>) Json.parse("parameter", parameter.get());
            }
            query(String.valueOf(secret.get("username")), String.valueOf(secret.get("password")));
        }
    }

    private void query(String user, String password) {
        boolean answered;
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            answered = statement.execute("SELECT 1");
        } catch (SQLException e) {
            answered = false;
        }
        synchronized (this) {
            queries++;
            failed += answered ? 0 : 1;
            users.add(user);
        }
    }

    private static boolean rest() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
