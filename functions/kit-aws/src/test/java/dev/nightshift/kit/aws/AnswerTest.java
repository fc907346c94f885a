package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private static Answer all(String document) {
        return Answer.ofXml(document.getBytes(StandardCharsets.UTF_8), name -> true);
    }

    @Test
    void aPathLeadsToEveryElementAtItsEnd() {
        Answer root = all("<a xmlns=\"urn:x\">\n  <b><c>1</c></b>\n  <b><d/><c>2</c><c>3</c></b>\n</a>");

        assertThat(root.all("b", "c").map(Answer::text)).containsExactly("1", "2", "3");
        assertThat(root.text("b", "c")).isEqualTo("1");
        assertThat(root.text("b", "d")).isEmpty();
        assertThat(root.text("b", "e")).isEmpty();
        assertThat(root.text()).isEmpty();
    }

    @Test
    void whatIsNotWantedIsSkippedWithAllThatIsInIt() {
        Answer root = Answer.ofXml(
                "<a><skip><b>no<b>no</b></b></skip><b>yes</b><skip/><b>and</b></a>".getBytes(StandardCharsets.UTF_8),
                Set.of("b")::contains);

        assertThat(root.all("b").map(Answer::text)).containsExactly("yes", "and");
        assertThat(root.children()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "  two  words ", "größe 漢字 😀", "a\n b", "<b> & \"c\""})
    void aValueIsReadAsItIs(String value) {
        String escaped = value.replace("&", "&amp;").replace("<", "&lt;");

        assertThat(all("<a><b>" + escaped + "</b></a>").text("b")).isEqualTo(value);
        assertThat(all("<a><b><![CDATA[" + value + "]]></b></a>").text("b")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "<a>", "<a><b></a>", "{}", "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>"})
    void whatIsNoAnswerIsRefused(String document) {
        assertThatThrownBy(() -> all(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the answer is not XML: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Value\": hunter2}",
                "{\"Value\": \"x\" hunter2}",
                "{\"Value\": \"x\\hunter2\"}",
                "{\"Value\": \"hunter2",
                "{\"Value\": \"hunter2\"} hunter2",
                "{hunter2: 1}",
                "[\"hunter2\"]",
                "\"hunter2\"",
                "",
                "{\"Value\": \"x\"}}"
            })
    void whatIsNotJsonIsRefusedWithoutRepeatingIt(String document) {
        assertThatThrownBy(() -> Answer.ofJson(document.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the answer is not ")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>hunter2",
                "<a><hunter2></a>",
                "<a>x</hunter2>",
                "<a>&hunter2;</a>",
                "<a hunter2></a>",
                "<a xmlns:b='hunter2' b:c></a>",
                "hunter2"
            })
    void whatIsNotXmlIsRefusedWithoutRepeatingIt(String document) {
        assertThatThrownBy(() -> all(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the answer is not XML: line -?\\d+, column -?\\d+")
                .hasNoCause();
    }

    @Test
    void anAnswerSaysNothingOfItsTextWhenItIsPrinted() {
        assertThat(Answer.ofJson("{\"Value\": \"hunter2\"}".getBytes(StandardCharsets.UTF_8)))
                .hasToString("Answer  of 1 parts");
    }

    @Test
    void membersThatAreMissingAreEmpty() {
        Answer answer =
                Answer.ofJson("{\"a\": null, \"b\": \"\", \"n\": 12, \"t\": 1.5E9, \"l\": [1, 2], \"o\": {\"l\": []}}"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(answer.has("a")).isFalse();
        assertThat(answer.has("b")).isTrue();
        assertThat(answer.text("c")).isEmpty();
        assertThat(answer.number("n")).isEqualTo(12);
        assertThat(answer.number("m")).isZero();
        assertThat(answer.time("t")).contains(Instant.ofEpochSecond(1_500_000_000));
        assertThat(answer.time("u")).isEmpty();
        assertThat(answer.texts("l")).containsExactly("1", "2");
        assertThat(answer.texts("o", "l")).isEmpty();
    }

    @Test
    void aJsonObjectIsReadAsXmlIs() {
        Answer answer = Answer.ofJson("""
                {"a": {"b": [{"c": "1"}, {"c": 2, "d": null}], "e": ["x", "y"]}, "f": true, "g": [], "h": "",
                 "at": 1764550896.25, "n": 12, "nested": [[1, 2], [3]]}""".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.texts("a", "b", "c")).containsExactly("1", "2");
        assertThat(answer.texts("a", "e")).containsExactly("x", "y");
        assertThat(answer.text("f")).isEqualTo("true");
        assertThat(answer.has("g")).isFalse();
        assertThat(answer.has("a", "b", "d")).isFalse();
        assertThat(answer.has("h")).isTrue();
        assertThat(answer.time("at")).contains(Instant.parse("2025-12-01T01:01:36.250Z"));
        assertThat(answer.time("absent")).isEmpty();
        assertThat(answer.number("n")).isEqualTo(12);
        assertThat(answer.number("absent")).isZero();
        assertThat(answer.texts("nested")).containsExactly("1", "2", "3");
    }

    @Test
    void whatWasReadIsWrittenAsXmlAgain() {
        String set = "<Set><Name>a &amp; &lt;b&gt; \"c\"</Name><Values><Value>1</Value><Value></Value></Values></Set>";

        assertThat(all(set).xml()).isEqualTo(set);
        assertThat(all("<a><t>2026-01-02T03:04:05.006Z</t></a>").time("t"))
                .contains(Instant.parse("2026-01-02T03:04:05.006Z"));
    }
}
