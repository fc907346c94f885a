package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.config;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static dev.nightshift.liveips.Fixture.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.RunFailedException;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.model.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which runs fail, count and notify, in plays of several runs five minutes apart, after one that published.
class FailingRunsTest {
    private static final String MANIFEST = "state/asg-live-ip-exporter/shop.json";

    private final Deployed handler = new Deployed();
    private final Look fine = handler.look;

    FailingRunsTest() throws IOException {
        handler.handle(config(), HandlerTest.SCHEDULED);
    }

    /// Each run as `RC.m`: whether it counts in Runs, in Complete, whether it failed (`!`), and how many messages.
    @ParameterizedTest
    @CsvSource({
        "fine fine,                    11.0 11.0",
        "no-ec2 no-ec2 fine fine,      10!1 10.0 11.1 11.0",
        "no-ec2 repeated,              10!1 10.0",
        "no-groups no-groups fine,     10!1 10!0 11.1",
        "no-servers no-servers fine,   10!1 10!0 11.1",
        "broken broken,                10!1 10!0",
        "guard guard,                  11.1 11.0",
        "gone gone,                    11.1 11.0",
        "topic gone,                   10!0 11.1",
        "no-state fine,                10!0 11.0",
        "stale,                        --.0",
        "dry-no-ec2 dry-no-ec2 no-ec2, 10.0 10.0 10!1",
        "events,                       10.0"
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
            handler.clock = handler.clock.plus(Duration.ofMinutes(5));
            shape(world);
        }
        handler.told.clear();
        handler.metrics.reset();
        Instant due = world.equals("stale") ? handler.clock.minus(Duration.ofHours(1)) : handler.clock;
        String detail = world.startsWith("dry") ? "{\"dryRun\": true}" : "{}";
        String failed = ".";
        try {
            handler.handle(
                    config(),
                    world.equals("events")
                            ? "{\"Records\": []}"
                            : "{\"source\": \"nightshift\", \"time\": \"" + due + "\", \"detail\": " + detail + "}");
        } catch (RunFailedException e) {
            failed = "!";
        }
        String line = handler.metrics.toString(StandardCharsets.UTF_8);
        return count(line, "Runs") + count(line, "Complete") + failed + handler.told.size();
    }

    private static String count(String line, String metric) {
        String key = "\"" + metric + "\":";
        int at = line.lastIndexOf(key);
        return at < 0 ? "-" : line.substring(at + key.length(), at + key.length() + 1);
    }

    private void shape(String world) {
        handler.look = fine;
        handler.deaf = false;
        handler.findings.unreachable = Optional.empty();
        switch (world) {
            case "no-ec2", "dry-no-ec2" -> handler.look = without(fine, Set.of(), Set.of(), Fixture.FAILURE);
            case "no-groups" ->
                handler.look = new Look(
                        Map.of(),
                        Set.of(),
                        Map.of(),
                        Set.of(),
                        Map.of(),
                        List.of(new Finding(Finding.Kind.GROUPS, "Auto Scaling", "could not be asked")));
            case "no-servers" ->
                handler.look =
                        new Look(fine.groups(), Set.of(), Map.of(), Set.of(), Map.of(), List.of(Fixture.FAILURE));
            case "broken" -> handler.stored.put(MANIFEST, "{\"v\": 9}");
            case "guard" -> handler.look = look(List.of());
            case "gone" -> handler.look = oneGone();
            case "topic" -> {
                handler.deaf = true;
                handler.look = oneGone();
            }
            case "no-state" -> handler.findings.unreachable = Optional.of("AccessDenied");
            default -> {}
        }
    }

    private static Look oneGone() {
        return look(
                List.of(group("shop-blue", 1, "i-1")),
                machine("i-1", "running", "10.0.0.1"),
                machine("i-2", "terminated", "10.0.0.2"));
    }
}
