package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.nightshift.local.aws.security.AccessKeys;
import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.databases.PostgresServer;
import dev.nightshift.rotator.Outcome.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// This version goes on with rotations that an earlier one broke off in every state, as they were recorded.
class UpgradeTest {
    private static final String DB = "/acme/db";
    private static final String KEY = "/acme/mailer";
    private static final String USER = "mailer";

    @TempDir
    static Path directory;

    private static Optional<PostgresServer> server = Optional.empty();

    private final AwsScene scene = new AwsScene(Fixture.config("""
            "dryRun": false, "soleActor": true, "accessKeys": {"users": ["/apps/*"]},
            "databases": {"orders": {"host": "localhost", "port": %d, "tls": "off", "admin": "/acme/admin", "users": ["app*"]}}""".formatted(server().port())));
    private final AccessKeys keys = scene.aws.accessKeys();

    @BeforeAll
    static void start() throws IOException {
        server = Optional.of(PostgresServer.start(directory));
    }

    @AfterAll
    static void stop() {
        server.ifPresent(PostgresServer::close);
    }

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        scene.close();
    }

    private static PostgresServer server() {
        return server.orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"database-begun", "database-set", "database-published", "alternating-set"})
    void aRotationOfADatabasesUserIsBroughtToItsEnd(String recording) throws IOException, SQLException {
        Map<String, Object> recorded = takesOver(recording);
        Map<?, ?> logins = (Map<?, ?>) Objects.requireNonNull(recorded.get("logins"));
        server().users(text(logins, "app"), text(logins, "app_clone"), text(logins, "rotator"));
        String pending = pendingPassword();
        scene.line.pass(Duration.ofMinutes(30));

        assertThat(scene.outcome(DB).kind()).isEqualTo(Kind.ROTATED);

        JsonField live = JsonField.read(
                        Secret.of(scene.region.parameter(DB).orElseThrow().value()))
                .orElseThrow();
        assertThat(live.text("password")).as("no second new password is made").contains(pending);
        assertLogsIn(live.text("username").orElseThrow(), pending);
        assertThat(scene.region.parameters()).extracting(SsmParameter::name).containsExactly("/acme/admin", DB);
        assertThat(scene.told).containsExactly("1 rotated");
        scene.line.pass(Duration.ofDays(1));
        assertThat(scene.outcome(DB).kind()).isEqualTo(Kind.NOT_DUE);
    }

    @Test
    void aKeyThatWasMadeIsPublishedAndTheOldOneRetired() throws IOException {
        takesOver("key-pending");
        scene.line.pass(Duration.ofMinutes(2));

        assertThat(scene.outcome(KEY).kind()).isEqualTo(Kind.ROTATED);

        assertThat(keys.statuses(USER)).hasSize(2);
        untilTheOldKeyIsGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-retiring", "key-inactive"})
    void aKeyThatWasReplacedIsRetired(String recording) throws IOException {
        takesOver(recording);

        untilTheOldKeyIsGone();
    }

    /// Nobody knows whether the earlier version made a key: first the claim is settled, then the rotation begins anew.
    @ParameterizedTest
    @ValueSource(strings = {"key-claimed", "key-lost"})
    void aClaimIsSettledAndTheRotationBegunAnew(String recording) throws IOException {
        takesOver(recording);
        String before = scene.region.parameter(KEY).orElseThrow().value();

        for (int day = 1; day <= 40 && keyIsLive(before); day++) {
            scene.line.pass(Duration.ofDays(1));
            scene.run();
        }
        assertThat(keyIsLive(before)).isFalse();
        untilTheOldKeyIsGone();
    }

    @Test
    void aRandomValueThatWasRotatedIsRotatedAgainOnlyWhenItIsDue() throws IOException {
        takesOver("random-rotated");
        String value = scene.region.parameter("/acme/token").orElseThrow().value();

        scene.line.pass(Duration.ofDays(29));
        assertThat(scene.outcome("/acme/token").kind()).isEqualTo(Kind.NOT_DUE);
        assertThat(scene.region.parameter("/acme/token").orElseThrow().value()).isEqualTo(value);
        scene.line.pass(Duration.ofDays(2));
        assertThat(scene.outcome("/acme/token").kind()).isEqualTo(Kind.ROTATED);
    }

    private boolean keyIsLive(String value) {
        return scene.region.parameter(KEY).orElseThrow().value().equals(value);
    }

    /// One active key is left, the live one, and nothing pending.
    private void untilTheOldKeyIsGone() {
        for (int day = 1; day <= 20; day++) {
            scene.line.pass(Duration.ofDays(1));
            scene.run();
        }
        String id = JsonField.read(
                        Secret.of(scene.region.parameter(KEY).orElseThrow().value()))
                .flatMap(live -> live.text("accessKeyId"))
                .orElseThrow();
        assertThat(keys.statuses(USER)).isEqualTo(Map.of(id, "Active"));
        assertThat(scene.region.parameters()).extracting(SsmParameter::name).containsExactly("/acme/admin", KEY);
    }

    private String pendingPassword() {
        return scene.region.parameters().stream()
                .filter(parameter -> parameter.name().startsWith("/nightshift-pending/"))
                .flatMap(parameter -> JsonField.read(Secret.of(parameter.value())).stream())
                .flatMap(pending -> pending.text("value").stream())
                .flatMap(value -> JsonField.read(Secret.of(value)).stream())
                .flatMap(value -> value.text("password").stream())
                .findFirst()
                .orElseThrow();
    }

    private static void assertLogsIn(String user, String password) throws SQLException {
        String url = "jdbc:postgresql://localhost:" + server().port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            assertThat(connection.isValid(0)).isTrue();
        }
    }

    /// Puts back what Parameter Store and IAM held, with the clock where the recording ended.
    private Map<String, Object> takesOver(String recording) throws IOException {
        Map<String, Object> recorded = JSON.std.mapFrom(text(recording + ".json"));
        if (recorded.get("keys") instanceof List<?> made) {
            keys.user("/apps/", USER);
            for (Object key : made) {
                at(text((Map<?, ?>) key, "created"));
                assertThat(keys.createKey(USER)).isEqualTo(text((Map<?, ?>) key, "id"));
            }
        }
        at(text(recorded, "now"));
        if (recorded.get("keys") instanceof List<?> made) {
            made.stream()
                    .map(Map.class::cast)
                    .filter(key -> text(key, "status").equals("Inactive"))
                    .forEach(key -> new IamAccessKeys(scene.clients).activate(USER, text(key, "id"), false));
        }
        ((List<?>) Objects.requireNonNull(recorded.get("parameters")))
                .forEach(parameter -> putBack((Map<?, ?>) parameter));
        scene.targets = new AccessKeyTargets(
                new IamAccessKeys(scene.clients),
                scene.store,
                scene.config.accessKeys(),
                scene.line::pass,
                new DatabaseTargets(scene.config, scene.store, new Passwords(new Random(6)), Fixture.NOTHING_STOPPED));
        return recorded;
    }

    private void putBack(Map<?, ?> parameter) {
        String name = text(parameter, "name");
        for (Object each : (List<?>) Objects.requireNonNull(parameter.get("versions"))) {
            Map<?, ?> version = (Map<?, ?>) each;
            scene.region
                    .put(
                            name,
                            text(version, "type"),
                            text(version, "value"),
                            text(version, "keyId"),
                            text(version, "tier"),
                            "")
                    .written(Instant.parse(text(version, "modified")), text(version, "user"));
        }
        SsmParameter back = scene.region.parameter(name).orElseThrow();
        ((Map<?, ?>) Objects.requireNonNull(parameter.get("tags")))
                .forEach((key, value) -> back.tag(key.toString(), value.toString()));
    }

    private void at(String time) {
        scene.line.pass(Duration.between(scene.line.now(), Instant.parse(time)));
    }

    private static String text(Map<?, ?> tree, String key) {
        return String.valueOf(tree.get(key));
    }

    private static String text(String file) {
        String path = "/recorded/0.1-2026-11/" + file;
        try (InputStream in = Objects.requireNonNull(UpgradeTest.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }
}
