package dev.nightshift.liveips.format;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Json;
import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.Runs;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.manifest.ManifestJson;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.plan.Decision;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.local.aws.ec2.Instance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tags of servers as labels of Prometheus' targets.
class LabelsTest {
    @AutoClose
    private final Runs runs = new Runs();

    @TempDir
    private Path folder;

    /// @param keys further keys of the destination, such as `labels`
    private static LiveIpsConfig config(String keys) {
        return Fixture.read("""
                {"zone": "UTC", "outputs": {"shop": {"groups": ["shop-blue"],
                 "publish": [{"to": "s3", "key": "%s", "format": "file_sd", "port": 9100, %s}]}}}
                """.formatted(Runs.KEY, keys));
    }

    private static Output output(String keys) {
        return config(keys).outputs().getFirst();
    }

    private static Decision decided(Output output, Map<String, String> tags, Manifest last) {
        Machine machine = new Machine(
                "i-1",
                "running",
                "shop-blue",
                Optional.of(Fixture.address("10.0.0.1")),
                Optional.empty(),
                List.of(),
                tags,
                Optional.empty());
        return Fixture.decided(output, look(List.of(group("shop-blue", 1, "i-1")), machine), last);
    }

    private static String list(Output output, Map<String, String> tags) {
        return output.body(
                output.publish().getFirst(),
                decided(output, tags, Manifest.NONE).list());
    }

    @ParameterizedTest
    @CsvSource({
        "team, team",
        "Team, Team",
        "cost-center, cost_center",
        "aws:autoscaling:groupName, aws_autoscaling_groupName",
        "kubernetes.io/role, kubernetes_io_role",
        "größe, gr__e",
        "a😀b, a_b",
        "1st, _1st",
        "two words, two_words"
    })
    void aTagIsALabelOfTheNameThatPrometheusWouldGiveIt(String tag, String label) throws Exception {
        String list = list(output("\"labels\": [\"" + tag + "\"]"), Map.of(tag, "a"));

        assertThat(labels(list)).containsEntry(label, "a").hasSize(5);
        assertThat(Reader.prometheus(folder, list)).contains("SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blue",
                " ",
                "a \"quoted\" {value}",
                "back\\slash",
                "line\nbreak\ttab",
                "\u0001\u007f\u2028",
                "größe 漢字 😀",
                "<b>&amp;</b>",
                "${HOME} $(id) %s"
            })
    void anyValueComesToPrometheusAsItIs(String value) throws Exception {
        String list = list(output("\"labels\": [\"team\"]"), Map.of("team", value));

        assertThat(labels(list)).containsEntry("team", value);
        assertThat(Reader.prometheus(folder, list)).contains("SUCCESS");
    }

    @Test
    void aTagThatIsEmptyOrThatTheServerLacksIsNoLabel() {
        Output output = output("\"labels\": [\"team\", \"role\"]");

        assertThat(labels(list(output, Map.of("team", "", "other", "x"))))
                .containsOnlyKeys("output", "instance_id", "autoscaling_group", "zone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "labels": ["cost-center", "team", "cost.center"] | labels[2]: "cost.center": expected tags whose labels differ: cost_center is the label of cost-center
            "labels": ["team", "team"]       | labels[1]: "team": expected tags whose labels differ: team is the label of team
            "labels": ["zone"]               | labels[0]: "zone": expected tags whose labels differ: zone is a label that each target has
            "labels": ["instance id"]        | labels[0]: "instance id": expected tags whose labels differ: instance_id is a label that each target has
            "labels": ["__address__"]        | labels[0]: "__address__": expected a tag whose label does not begin with __, as Prometheus' own do: it is __address__
            "labels": ["-.x"]                | labels[0]: "-.x": expected a tag whose label does not begin with __, as Prometheus' own do: it is __x
            "labels": ["__name__"], "utf8Labels": true | labels[0]: "__name__": expected a tag whose label does not begin with __, as Prometheus' own do: it is __name__
            "labels": "team"                 | labels: "team": expected a list
            "labels": [""]                   | labels[0]:
            """)
    void labelsThatWouldCollideOrMeanSomethingElseAreRefused(String keys, String message) {
        assertThatThrownBy(() -> config(keys))
                .hasMessageContaining("settings.json: outputs.shop.publish[0]." + message);
    }

    @Test
    void labelsBelongToPrometheusAlone() {
        assertThatThrownBy(() -> Fixture.read("""
                        {"zone": "UTC", "outputs": {"shop": {"groups": ["shop-blue"],
                         "publish": [{"to": "s3", "key": "shop", "format": "json", "labels": ["team"]}]}}}
                        """))
                .hasMessageContaining("publish[0].labels: \"[team]\": expected no labels: file_sd alone has them");
    }

    @Test
    void aNameOfUtf8IsTheTagsOwnWhereTheSettingsSaySo() {
        Output output = output("\"labels\": [\"cost-center\", \"größe\", \"cost.center\"], \"utf8Labels\": true");

        assertThat(labels(list(output, Map.of("cost-center", "a", "größe", "b", "cost.center", "c"))))
                .containsEntry("cost-center", "a")
                .containsEntry("größe", "b")
                .containsEntry("cost.center", "c");
    }

    @Test
    void whatEc2SaysOfATagIsPublishedAndOtherTagsAreNotKept() {
        runs.config = config("\"labels\": [\"team\"]");
        Instance[] servers = runs.launch(2);
        servers[0].tag("team", "blue").tag("secret", "hush");
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);

        runs.run();

        assertThat(runs.text(Runs.KEY)).contains("\"team\":\"blue\"").doesNotContain("hush");
        assertThat(runs.text("state/asg-live-ip-exporter/shop.json"))
                .contains("\"tags\":{\"team\":\"blue\"}")
                .doesNotContain("hush");
        assertThat(runs.told).containsExactly("+2 -0 []");
        runs.run();
        assertThat(runs.calls()).isEqualTo("{DescribeAutoScalingGroups=1, DescribeInstances=1, GetObject=2}");
    }

    @Test
    void anotherValueIsPublishedAndIsNoNewServer() {
        runs.config = config("\"labels\": [\"team\"]");
        Instance[] servers = runs.launch(1);
        servers[0].tag("team", "blue");
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        runs.run();

        servers[0].tag("team", "green");
        runs.run();

        assertThat(runs.text(Runs.KEY)).contains("\"team\":\"green\"");
        assertThat(runs.told).containsExactly("+0 -0 []");
    }

    /// A line that is held, since nobody knows whether it serves, keeps what was known of it.
    @Test
    void aServerThatIsNotSeenKeepsItsLabels() {
        Output output = output("\"labels\": [\"team\"]");
        List<Entry> list =
                decided(output, Map.of("team", "blue"), Manifest.NONE).list();
        Manifest last = ManifestJson.read("a manifest", ManifestJson.write(Fixture.published(list, 0)));
        Look blind = Fixture.without(look(List.of(group("shop-blue", 1, "i-1"))), Set.of(), Set.of(), Fixture.FAILURE);

        Decision decision = Decision.of(output, blind, last, NOON);

        assertThat(labels(output.body(output.publish().getFirst(), decision.list())))
                .containsEntry("team", "blue");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> labels(String list) {
        List<Map<String, Object>> targets = (List<Map<String, Object>>) Json.parse("list", list);
        return (Map<String, Object>) requireNonNull(targets.getFirst().get("labels"));
    }
}
