package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.StoppedHosts.Host;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StoppedHostsTest {
    private static final Instant SAT = Instant.parse("2026-11-28T12:00:00Z");
    private static final Instant MON = Instant.parse("2026-11-30T07:30:00Z");

    private static Host host(String id, String... addresses) {
        return new Host(id, "eu-central-1", new TreeSet<>(List.of(addresses)), MON);
    }

    @Test
    void aHostIsFoundByEachOfItsAddressesHoweverTheyAreWrittenWhileItIsDown() {
        StoppedHosts stopped =
                StoppedHosts.of(List.of(host("i-1", "10.0.0.5", "2001:db8::5", "DB.internal.example.com.")));

        for (String address : List.of(
                "10.0.0.5",
                "2001:db8:0:0:0:0:0:5",
                "2001:DB8::5",
                "db.internal.example.com",
                "db.INTERNAL.example.com.")) {
            assertThat(stopped.at(address, SAT)).as(address).map(Host::id).contains("i-1");
        }
        assertThat(stopped.at("10.0.0.6", SAT)).isEmpty();
        assertThat(stopped.at("10.0.0.5", MON)).isEmpty();
    }

    @Test
    void anAddressOfTwoHostsIsNeitherOfThem() {
        StoppedHosts stopped = StoppedHosts.of(List.of(host("i-1", "10.0.0.5"), host("i-2", "10.0.0.5")));

        assertThat(stopped.at("10.0.0.5", SAT)).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        StoppedHosts stopped = StoppedHosts.of(List.of(host("i-1", "10.0.0.5", "2001:db8::5"), host("i-2")));

        assertThat(StoppedHosts.read("stopped", stopped.json())).isEqualTo(stopped);
    }

    @Test
    void whatAnotherVersionWroteIsRefused() {
        assertThatThrownBy(() -> StoppedHosts.read("stopped", "{\"v\":2,\"hosts\":[]}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("stopped: v: \"2\": expected 1");
    }
}
