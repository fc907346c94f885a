package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.rotator.FakeStore.Line.Break;
import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.TokenApi.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens of an API that the settings describe, over real HTTP.
class HttpTest {
    @Test
    void twoTokensWorkUntilTheOldOnesTimeIsOver() {
        try (HttpScene scene = new HttpScene()) {
            assertThat(scene.invoke().kind()).isEqualTo(Kind.ROTATED);
            assertThat(scene.api.tokens).containsOnlyKeys("id-1", "id-2");
            assertThat(scene.store.newest(HttpScene.NAME).reveal())
                    .isEqualTo("{\"note\": \"\\u00e9\", \"token\": \"secret-token-number-2\", \"id\": \"id-2\"}");

            scene.line.pass(Duration.ofDays(1));
            assertThat(scene.invoke().why())
                    .isEqualTo("0 tokens are ended; one that was not made here is left: end it when nobody needs it");

            scene.line.pass(Duration.ofDays(30));
            assertThat(scene.invoke().kind()).isEqualTo(Kind.ROTATED);
            scene.line.pass(Duration.ofHours(23));
            assertThat(scene.invoke().kind()).isEqualTo(Kind.RETIRING);
            assertThat(scene.api.tokens).containsKeys("id-2", "id-3");
            scene.line.pass(Duration.ofHours(1));
            assertThat(scene.invoke().why()).isEqualTo("1 token is ended");
            assertThat(scene.api.tokens).containsOnlyKeys("id-1", "id-3");
            scene.mustBeWell("");
        }
    }

    @Test
    void afterEveryBrokenCallThePublishedTokenWorksAndNoneIsLeftBehind() {
        int calls;
        try (HttpScene scene = new HttpScene()) {
            scene.untilIdle("");
            calls = scene.line.calls().size();
            assertThat(scene.line.calls())
                    .containsExactly(
                            "describe",
                            "read",
                            "test",
                            "candidate",
                            "claim",
                            "begin",
                            "read",
                            "set",
                            "test",
                            "write",
                            "read",
                            "tell",
                            "end",
                            "describe",
                            "read",
                            "retire",
                            "read",
                            "tell",
                            "release",
                            "describe");
        }
        for (int call = 0; call < calls; call++) {
            for (Break how : EnumSet.allOf(Break.class)) {
                String as = "call " + call + " " + how;
                try (HttpScene scene = new HttpScene()) {
                    scene.line.breakAt(call, how);

                    scene.untilIdle(as);

                    scene.mustBeWell(as);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /tokens", "GET /me", "GET /tokens", "DELETE /tokens/id"})
    void afterEveryFaultOfTheApiThePublishedTokenWorksAndNoneIsLeftBehind(String step) {
        for (Fault fault : Fault.values()) {
            // Shorter only where there is no answer.
            Duration patience = fault == Fault.NEVER_ANSWERED ? Duration.ofSeconds(2) : Duration.ofMinutes(1);
            try (HttpScene scene = new HttpScene(patience);
                    TokenApi elsewhere = new TokenApi()) {
                scene.api.elsewhere = elsewhere.url();
                scene.untilIdle("before");
                scene.line.pass(Duration.ofDays(31));
                scene.api.faults.put(step, fault);

                scene.untilIdle(step + " " + fault);

                assertThat(scene.api.faults).as("%s %s was met", step, fault).isEmpty();
                scene.mustBeWell(step + " " + fault);
                assertThat(elsewhere.asked).as("no redirect is followed").isEmpty();
            }
        }
    }

    @Test
    void whatTheApiRefusesIsSaidAndBeginsAnewTheNextDay() {
        try (HttpScene scene = new HttpScene()) {
            scene.api.faults.put("POST /tokens", Fault.REFUSED_403);
            assertThat(scene.invoke())
                    .extracting(Outcome::kind, Outcome::why)
                    .containsExactly(Kind.REFUSED, "create answered 403");

            scene.line.pass(Duration.ofMinutes(1));
            assertThat(scene.invoke().kind()).isEqualTo(Kind.ROTATED);
        }
    }

    @Test
    void aRefusedTokenIsReportedWithServerAndStatus() {
        try (HttpScene scene = new HttpScene()) {
            scene.api.tokens.clear();

            Outcome outcome = scene.invoke();

            assertThat(outcome.kind()).isEqualTo(Kind.FROZEN);
            assertThat(outcome.why())
                    .endsWith(": " + scene.api.url().replace("http://", "") + ": test answered 401")
                    .doesNotContain("secret-token");
        }
    }

    @Test
    void aTokenOfSomebodyElseThatAValueNamesIsNotEnded() {
        try (HttpScene scene = new HttpScene()) {
            String victim = scene.api.make("of somebody else");
            Secret own = scene.store.newest(HttpScene.NAME);
            scene.store.put(
                    HttpScene.NAME,
                    JsonField.read(own).orElseThrow().with("id", victim),
                    FakeStore.PERSON,
                    HttpScene.TAGS);
            scene.line.pass(Duration.ofDays(31));

            scene.untilIdle("");

            assertThat(scene.api.tokens).containsKey(victim);
        }
    }

    @Test
    void aHeaderThatCannotHoldATokenIsRefusedWithoutShowingIt() {
        HttpStep step = new HttpStep(
                "GET",
                "https://localhost/",
                Map.of("Authorization", "{token}"),
                Optional.empty(),
                List.of(200),
                List.of());

        assertThatThrownBy(() -> new HttpApi(Duration.ofSeconds(1))
                        .send("test", step, Map.of("token", Secret.of("two\r\nlines"))))
                .isInstanceOf(Target.Unsuitable.class)
                .hasMessage("the header Authorization cannot be sent with its value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@/me | @/me?key={token} | http.billing.test.url: \"@/me?key={token}\": expected no secret: URLs are written to logs; put it into headers or body",
                "\"plain\": true, | '' | http.billing.test.url: \"@/me\": expected an https URL such as https://api.example.com/tokens/{id}; with plain: true also http",
                "@/me | https://{label}.example/me | http.billing.test.url: \"https://{label}.example/me\": expected an https URL such as",
                "@/me | https://me:pw@api.example/me | http.billing.test.url: \"https://me:pw@api.example/me\": expected an https URL such as",
                "{label}\\\"} | x\\\"} | http.billing.create.body: \"{\"name\": \"x\"}\": expected {label} in it: a token whose answer is lost is found by its name",
                "\"items\": | \"yes\": [302], \"items\": | http.billing.find.yes[0]: \"302\": expected a status of 200 to 299 or 400 to 499, and not 429"
            })
    void whatIsWrongIsSaidBeforeAnythingIsDeployed(String right, String wrong, String message) {
        String url = "http://api.example";
        String api = HttpScene.API.formatted(url);
        String changed = api.replace(right.replace("@", url), wrong.replace("@", url));

        assertThat(changed).isNotEqualTo(api);
        assertThatThrownBy(() -> Fixture.config("\"dryRun\": false, \"http\": {" + changed + "}"))
                .hasMessageContaining(message.replace("@", url));
    }
}
