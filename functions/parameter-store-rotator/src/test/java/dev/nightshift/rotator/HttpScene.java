package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.rotator.FakeStore.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A token that a person made and that is due, its API behind real HTTP, and the function.
final class HttpScene implements AutoCloseable {
    static final String NAME = "/acme/prod/billing";
    static final String API = """
            "billing": {"plain": true,
              "create": {"method": "POST", "url": "%1$s/tokens", "headers": {"Authorization": "Bearer {token}"},
                         "body": "{\\"name\\": \\"{label}\\"}", "token": "/data/token", "id": "/data/id"},
              "test": {"url": "%1$s/me", "headers": {"Authorization": "Bearer {token}"}},
              "find": {"url": "%1$s/tokens?name={label}", "headers": {"Authorization": "Bearer {token}"},
                       "items": "/data"},
              "revoke": {"method": "DELETE", "url": "%1$s/tokens/{id}", "headers": {"Authorization": "Bearer {token}"}}}""";

    static final Map<String, String> TAGS =
            Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", "http", "nightshift:api", "billing");

    final Line line = new Line();
    final FakeStore store = new FakeStore(line);
    final TokenApi api = new TokenApi();
    final List<String> told = new ArrayList<>();
    final RotatorConfig config =
            Fixture.config("\"dryRun\": false, \"soleActor\": true, \"http\": {" + API.formatted(api.url()) + "}");
    private final HttpApi client;

    HttpScene() {
        this(Duration.ofMinutes(1));
    }

    /// @param patience how long an answer may take
    HttpScene(Duration patience) {
        client = new HttpApi(patience);
        store.put(NAME, Secret.of(api.value(api.make("by hand"))), FakeStore.PERSON, TAGS);
        line.pass(Duration.ofDays(31));
    }

    Outcome invoke() {
        Targets targets = new HttpTargets(config, store, () -> client, (parameter, strategy) -> {
            throw new AssertionError(strategy);
        });
        Rotator rotator = new Rotator(
                config,
                store,
                (parameter, strategy) -> new Lined(targets.of(parameter, strategy), line),
                new RandomRotation(store, new Passwords(new Random(2)), config.passwords(), line::now),
                Fixture.PACE,
                List.of());
        Rotator.Order order = new Rotator.Order(
                line.now(),
                false,
                Optional.empty(),
                () -> Duration.ofMinutes(10),
                new FunctionArn("123456789012", "eu-central-1", "rotator"),
                Attempts.first(line.now()),
                Fixture.NOT_PAUSED);
        return Fixture.run(rotator, order, digest -> line.call("tell", () -> told.add(DigestJson.machine(digest, 100))))
                .outcomes()
                .stream()
                .filter(outcome -> outcome.what().equals(NAME))
                .findFirst()
                .orElseThrow(() -> new CallException("it was not listed"));
    }

    boolean published() {
        return api.opens(
                JsonField.read(store.newest(NAME)).orElseThrow().text("token").orElseThrow());
    }

    /// The names of all tokens that were made here.
    List<String> ours() {
        return api.tokens.values().stream()
                .map(TokenApi.Token::name)
                .filter(name -> name.startsWith("nightshift-"))
                .toList();
    }

    void untilIdle(String as) {
        for (int days = 0; days < 12; days++) {
            boolean idle;
            try {
                idle = invoke().kind() == Outcome.Kind.NOT_DUE;
            } catch (Line.Death | CallException e) {
                idle = false;
            }
            assertThat(published()).as(as).isTrue();
            if (idle) {
                return;
            }
            line.pass(Duration.ofDays(1));
        }
        throw new AssertionError(as + ": never idle: " + line.calls() + told);
    }

    /// One token of ours, which is the live one, nothing pending, somebody told, and no secret anywhere but in its
    /// place.
    void mustBeWell(String as) {
        assertThat(ours()).as(as).hasSize(1);
        assertThat(JsonField.read(store.newest(NAME)).orElseThrow().text("id"))
                .as(as)
                .hasValueSatisfying(id -> assertThat(api.tokens.get(id))
                        .isNotNull()
                        .satisfies(one -> assertThat(one.name()).startsWith("nightshift-")));
        assertThat(store.isAnythingPending()).as(as).isFalse();
        assertThat(told).as(as).isNotEmpty();
        assertThat(String.join("", told) + String.join("", api.asked)).as(as).doesNotContain("secret-token");
    }

    @Override
    public void close() {
        api.close();
    }
}
