package dev.nightshift.tls.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Text;
import dev.nightshift.tls.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a browser, by `-Dnightshift.chromium=required` alone: in frames as wide as a desk and as two phones,
/// unchanged, under its own policy.
class BrowserTest {
    private static final String PROGRAM = "chromium";
    private static final String QUESTIONS = """
            <script>
            const answers = (frame) => {
                const page = frame.contentDocument;
                const places = () => [...page.querySelectorAll('tbody tr')].map((row) => row.cells[2].textContent);
                const pressed = (column) => {
                    page.querySelectorAll('th button')[column].click();
                    const sorts = [...page.querySelectorAll('th')].map((head) => head.ariaSort ?? '-');
                    return sorts.concat(places()).join(' ');
                };
                const left = () =>
                    [...page.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.cells[2].textContent).join(' ');
                const filtered = (element) => {
                    element.click();
                    return page.querySelector('input').value + ' ' + left();
                };
                return {
                    overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
                    role: page.querySelector('td').role,
                    first: places().join(' '),
                    ends: pressed(1),
                    where: pressed(2),
                    again: pressed(2),
                    tile: filtered(page.querySelector('.counts .critical a')),
                    group: filtered(page.querySelector('h3 a')),
                    bar: filtered(page.querySelector('.timeline li a')).split(' ').length,
                };
            };
            onload = () => {
                const all = JSON.stringify([...document.querySelectorAll('iframe')].map(answers));
                document.body.textContent = '[answers]' + all + '[/answers]';
            };
            </script>
            """;

    @TempDir
    private Path directory;

    @Test
    void itFitsEveryWidthAndIsSortedByItsButtons() throws IOException, InterruptedException {
        // As a snap, chromium is installed and cannot read the folders of tests.
        assumeTrue("required".equals(System.getProperty("nightshift.chromium")), PROGRAM + " was not asked for");
        String long63 = "long-name-".repeat(6) + "end";
        String page = HtmlReport.of(Seen.report(
                        Seen.serving("b2.test", 60),
                        Seen.serving("b10.test", 6),
                        Seen.serving("a.test", -3),
                        Seen.down(long63 + "." + long63 + ".test", Fault.TCP_REFUSED, "x".repeat(200)))
                .with(List.of(Seen.stored("arn:" + "y".repeat(100), "z".repeat(200), 30)), List.of("n".repeat(300))));
        String down = long63 + "." + long63 + ".test:443";
        String stored = "arn:" + "y".repeat(100);

        for (Map<String, Object> width : answers(page, 1280, 390, 320)) {
            assertThat(width)
                    .containsEntry("overflow", 0)
                    .containsEntry("role", "cell")
                    .containsEntry("first", "a.test:443 b10.test:443 " + down + " " + stored + " b2.test:443")
                    .containsEntry(
                            "ends", "- ascending - - - a.test:443 b10.test:443 " + stored + " b2.test:443 " + down)
                    .containsEntry(
                            "where", "- - ascending - - a.test:443 " + stored + " b2.test:443 b10.test:443 " + down)
                    .containsEntry(
                            "again",
                            "- - descending - - " + down + " b10.test:443 b2.test:443 " + stored + " a.test:443")
                    .containsEntry("tile", "is:critical b10.test:443 a.test:443")
                    .containsEntry("group", "ends:expired a.test:443")
                    .containsEntry("bar", 6);
        }
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> answers(String page, int... widths) throws IOException, InterruptedException {
        StringBuilder frames = new StringBuilder("<!DOCTYPE html><meta charset=\"utf-8\"><body>");
        for (int width : widths) {
            frames.append("<iframe style=\"height: 900px; width: %dpx\" srcdoc=\"%s\"></iframe>"
                    .formatted(width, Text.html(page)));
        }
        Path file = Files.writeString(directory.resolve("frames.html"), frames + QUESTIONS);
        Path output = directory.resolve("dom.html");
        Process browser = new ProcessBuilder(
                        PROGRAM,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--dump-dom",
                        file.toUri().toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(browser.waitFor(60, TimeUnit.SECONDS)).as(PROGRAM + " ended").isTrue();
        String dom = Files.readString(output, StandardCharsets.UTF_8);
        String json = dom.substring(dom.indexOf("[answers]") + "[answers]".length(), dom.indexOf("[/answers]"));
        return (List<Map<String, Object>>) Json.parse("answers", json);
    }
}
