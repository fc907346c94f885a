package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.config;
import static dev.nightshift.liveips.Fixture.group;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Json;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Batches of events about groups, as the queue sends them.
class GroupChangesTest {
    private final Deployed handler = new Deployed();

    private static String batch(String... bodies) {
        return Json.write(Map.of(
                "Records",
                Stream.of(bodies)
                        .map(body -> Map.of("messageId", "1", "eventSource", "aws:sqs", "body", body))
                        .toList()));
    }

    private static String event(String group, String time, String origin, String destination) {
        return """
                {"version": "0", "source": "aws.autoscaling", "detail-type": "EC2 Instance Launch Successful",
                 "time": "%s", "detail": {"AutoScalingGroupName": "%s", "Origin": "%s", "Destination": "%s"}}
                """.formatted(time, group, origin, destination);
    }

    @Test
    void aBurstOfEventsIsOneRun() throws IOException {
        String[] events = Stream.generate(() -> event("shop-blue", "2026-11-22T11:59:00Z", "EC2", "AutoScalingGroup"))
                .limit(50)
                .toArray(String[]::new);

        handler.handle(config(), batch(events));

        assertThat(handler.looks).isEqualTo(1);
        assertThat(handler.told).hasSize(1);
        assertThat(handler.handle(config(), batch(events))).contains("\"verdict\":\"nothing to do\"");
        assertThat(handler.looks)
                .as("the manifest is newer than the newest event")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "shop-blue,  2026-11-22T12:01:00Z, EC2,              AutoScalingGroup, 2",
        "shop-blue,  2026-11-22T12:01:00Z, WarmPool,         AutoScalingGroup, 2",
        "shop-blue,  2026-11-22T12:01:00Z, AutoScalingGroup, WarmPool,         2",
        "shop-blue,  2026-11-22T12:01:00Z, EC2,              WarmPool,         1",
        "shop-blue,  2026-11-22T12:01:00Z, WarmPool,         EC2,              1",
        "shop-other, 2026-11-22T12:01:00Z, EC2,              AutoScalingGroup, 1",
        "shop-blue,  2026-11-22T11:00:00Z, EC2,              AutoScalingGroup, 1",
    })
    void onlyNewsOfAGroupsServersIsAReasonToLook(
            String group, String time, String origin, String destination, int looked) throws IOException {
        handler.handle(config(), HandlerTest.SCHEDULED);

        handler.handle(config(), batch(event(group, time, origin, destination)));

        assertThat(handler.looks).isEqualTo(looked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no JSON", "[]", "{}", "{\"time\": \"yesterday\", \"detail\": {\"AutoScalingGroupName\": \"a\"}}"
            })
    void anEventThatCannotBeReadIsLeftToTheSchedule(String body) throws IOException {
        handler.handle(config(), batch(body));

        assertThat(handler.looks).isZero();
    }
}
