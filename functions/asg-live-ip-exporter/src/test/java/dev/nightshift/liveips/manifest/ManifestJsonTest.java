package dev.nightshift.liveips.manifest;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.manifest.Manifest.Copy;
import dev.nightshift.liveips.manifest.Manifest.Standing;
import dev.nightshift.liveips.model.Reason;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.model.Verdict.LeftOut;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestJsonTest {
    private static final Manifest MANIFEST = new Manifest(
            "b",
            "a",
            NOON.minusSeconds(60),
            NOON,
            List.of(entry("i-1", "10.0.0.1"), entry("i-1", "2001:db8::1")),
            new TreeMap<>(Map.of("s3 live/shop.conf", new Copy("c", new Tally(2, NOON)))),
            new TreeMap<>(Map.of("shop-blue", new Counts(5, 1, 2, 3, 4))),
            List.of(new LeftOut("i-2", "shop-blue", Reason.ec2("is \"terminated\""))),
            new Doubts(
                    new TreeMap<>(Map.of("10.0.0.1", new Tally(1, NOON))),
                    new TreeMap<>(Map.of(Fixture.address("10.0.0.3"), NOON))),
            new TreeMap<>(Map.of("the list", new Standing("would be empty", NOON))),
            NOON);

    @Test
    void aManifestIsReadAsItWasWritten() {
        assertThat(ManifestJson.read("manifest", ManifestJson.write(MANIFEST))).isEqualTo(MANIFEST);
        assertThat(ManifestJson.read("manifest", ManifestJson.write(Manifest.NONE)))
                .isEqualTo(Manifest.NONE);
    }

    @Test
    void anotherVersionIsRefused() {
        String newer = ManifestJson.write(MANIFEST).replace("{\"v\":1,", "{\"v\":2,");

        assertThatThrownBy(() -> ManifestJson.read("state/asg-live-ip-exporter/shop.json", newer))
                .hasMessage(
                        "state/asg-live-ip-exporter/shop.json: v: \"2\": expected version 1, the only one this function knows");
    }

    @Test
    void whatNoRunHasWrittenIsRefusedWithItsPlace() {
        String broken = ManifestJson.write(MANIFEST).replace("10.0.0.1", "10.0.0");

        assertThatThrownBy(() -> ManifestJson.read("state/asg-live-ip-exporter/shop.json", broken))
                .hasMessageContaining("state/asg-live-ip-exporter/shop.json: entries[0].address: \"10.0.0\"");
    }
}
