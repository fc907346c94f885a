package dev.nightshift.tls.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the page writes can be read in both of its colour schemes: at least 4.5:1, WCAG 2.2, success criterion 1.4.3.
class ContrastTest {
    private static final Pattern COLOUR = Pattern.compile("--(\\w+): #(\\p{XDigit}{6})");

    @ParameterizedTest
    @CsvSource({
        "ink, paper",
        "ink, band",
        "faint, paper",
        "faint, band",
        "critical, paper",
        "unknown, paper",
        "warning, paper",
        "notice, paper",
        "ok, paper",
        "critical, band",
        "unknown, band",
        "warning, band",
        "notice, band",
        "ok, band",
    })
    void wordsStandOutFromTheirGround(String word, String ground) throws IOException {
        String[] schemes = style().split(":root", -1);
        assertThat(schemes).as("before, light, dark").hasSize(3);
        for (String scheme : Arrays.asList(schemes).subList(1, 3)) {
            Map<String, Integer> colours = COLOUR.matcher(scheme)
                    .results()
                    .collect(Collectors.toMap(
                            colour -> colour.group(1), colour -> Integer.parseInt(colour.group(2), 16)));
            double lighter = luminance(Objects.requireNonNull(colours.get(word), word));
            double darker = luminance(Objects.requireNonNull(colours.get(ground), ground));
            assertThat((Math.max(lighter, darker) + 0.05) / (Math.min(lighter, darker) + 0.05))
                    .as("%s on %s in %s", word, ground, scheme)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    /// Relative luminance as WCAG defines it.
    private static double luminance(int colour) {
        return 0.2126 * channel(colour >> 16) + 0.7152 * channel(colour >> 8) + 0.0722 * channel(colour);
    }

    private static double channel(int colour) {
        double part = (colour & 0xff) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private static String style() throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
