package dev.nightshift.certificates;

import static dev.nightshift.certificates.Fixture.served;
import static dev.nightshift.certificates.Fixture.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.RunFailedException;
import dev.nightshift.local.aws.front.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which runs fail, count and notify, in plays of several hourly runs.
class FailingRunsTest {
    private final Runs runs = new Runs();

    FailingRunsTest() throws IOException {}

    @AfterEach
    void close() {
        runs.close();
    }

    /// Each run as `RC.m`: whether it counts in Runs, in Complete, whether it failed (`!`), and how many messages.
    @ParameterizedTest
    @CsvSource({
        "fine fine,                      11.0 11.0",
        "no-list no-list fine fine,      10!1 10.0 11.0 11.1",
        "no-list repeated,               10!1 10.0",
        "all all fine,                   10!0 10!0 11.0",
        "one-away one-away one-away,     11.0 11.0 11.1",
        "expired expired,                11.1 11.0",
        "topic expired,                  10!0 11.1",
        "no-state no-state fine,         10!0 10!0 11.0",
        "stale,                          --.0",
        "dry-no-list dry-no-list,        10.0 10.0"
    })
    void aRunFailsForWhatIsNewAndForWhatCannotWait(String worlds, String played) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String world : worlds.split(" ", -1)) {
            seen.add(run(world));
        }

        assertThat(String.join(" ", seen)).isEqualTo(played);
    }

    private String run(String world) throws IOException {
        if (!world.equals("repeated")) {
            shape(world);
        }
        runs.told.clear();
        runs.metrics.reset();
        String failed = ".";
        try {
            switch (world) {
                case "repeated" -> runs.send("{\"source\": \"nightshift\", \"time\": \"" + runs.clock + "\"}");
                case "stale" -> runs.send("{\"source\": \"nightshift\", \"time\": \"2026-01-01T00:00:00Z\"}");
                default -> runs.run(world.startsWith("dry") ? "{\"dryRun\": true}" : "{}");
            }
        } catch (RunFailedException e) {
            failed = "!";
        }
        String line = runs.metrics.toString(StandardCharsets.UTF_8);
        return count(line, "Runs") + count(line, "Complete") + failed + runs.told.size();
    }

    private static String count(String line, String metric) {
        String key = "\"" + metric + "\":";
        int at = line.lastIndexOf(key);
        return at < 0 ? "-" : line.substring(at + key.length(), at + key.length() + 1);
    }

    private void shape(String world) {
        runs.aws.faults().clear();
        runs.topic = runs.told::add;
        runs.world = at -> List.of(served("a.test", 60, at), served("b.test", 60, at));
        switch (world) {
            case "no-list", "dry-no-list" -> deny("lists");
            case "no-state" -> deny("reports");
            case "all" -> runs.world = at -> List.of(unreachable("a.test"), unreachable("b.test"));
            case "one-away" -> runs.world = at -> List.of(unreachable("a.test"), served("b.test", 60, at));
            case "expired" -> runs.world = at -> List.of(served("a.test", -1, at), served("b.test", 60, at));
            case "topic" -> {
                runs.world = at -> List.of(served("a.test", -1, at), served("b.test", 60, at));
                runs.topic = digest -> {
                    throw new IllegalStateException("AuthorizationError");
                };
            }
            default -> {}
        }
    }

    private void deny(String bucket) {
        runs.aws
                .faults()
                .on("s3", "GetObject")
                .where(asked -> bucket.equals(asked.get("Bucket")))
                .with(new Fault.Refused(403, "AccessDenied", "Access Denied"));
    }
}
