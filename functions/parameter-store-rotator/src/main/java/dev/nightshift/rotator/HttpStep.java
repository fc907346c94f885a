package dev.nightshift.rotator;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One request to an API as the settings describe it, with places for what is only known in a run: `{label}` and
/// `{id}`,
/// and in headers and body alone the secrets `{token}` and `{admin}`.
///
/// @param yes statuses that mean success
/// @param no statuses that mean that a credential is refused
public record HttpStep(
        String method,
        String url,
        Map<String, String> headers,
        Optional<String> body,
        List<Integer> yes,
        List<Integer> no) {
    private static final Pattern PLACE = Pattern.compile("\\{(label|id|token|admin)}");

    /// The host of the URL, with its port if it names one. Neither holds a secret.
    String server() {
        return url.replaceFirst("^[a-z]+://", "").replaceFirst("[/?#].*", "");
    }

    /// @param plain whether the site says that nothing is encrypted
    static HttpStep from(Settings settings, boolean plain) {
        Map<String, String> headers = new LinkedHashMap<>();
        settings.at("headers").entries().forEach((name, entry) -> headers.put(name, entry.text()));
        return new HttpStep(
                settings.at("method").orElse("GET", HttpStep::method),
                settings.at("url").as(text -> url(text, plain), "https://example.invalid/"),
                headers,
                settings.at("body").optional(text -> text),
                statuses(settings.at("yes"), List.of(200, 201, 204)),
                statuses(settings.at("no"), List.of(401)));
    }

    private static List<Integer> statuses(Settings settings, List<Integer> otherwise) {
        List<Integer> own = settings.items().stream()
                .map(item -> item.as(HttpStep::status, 0))
                .toList();
        return own.isEmpty() ? otherwise : own;
    }

    // A redirect is no answer: nothing follows it with a credential.
    private static int status(String text) {
        int status = Parsers.count(text);
        if (status < 200 || status > 499 || status / 100 == 3 || status == 429) {
            throw new IllegalArgumentException("expected a status of 200 to 299 or 400 to 499, and not 429");
        }
        return status;
    }

    private static String method(String text) {
        if (!text.matches("GET|POST|PUT|PATCH|DELETE")) {
            throw new IllegalArgumentException("expected GET, POST, PUT, PATCH or DELETE");
        }
        return text;
    }

    private static String url(String text, boolean plain) {
        if (text.contains("{token}") || text.contains("{admin}")) {
            throw new IllegalArgumentException(
                    "expected no secret: URLs are written to logs; put it into headers or body");
        }
        URI uri = URI.create(PLACE.matcher(text).replaceAll("x"));
        boolean scheme = "https".equals(uri.getScheme()) || (plain && "http".equals(uri.getScheme()));
        int path = text.indexOf('/', "https://".length());
        int place = text.indexOf('{');
        boolean hostIsSaid = place < 0 || (path >= 0 && path < place);
        if (!scheme || !hostIsSaid || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("expected an https URL such as https://api.example.com/tokens/{id}"
                    + (plain ? ", or http" : "; with plain: true also http"));
        }
        return text;
    }

    /// Where it goes.
    URI uri(Map<String, Secret> values) {
        return URI.create(filled(
                url,
                values,
                text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")));
    }

    /// What is sent: quoted as JSON, or as a form where the content type says so.
    Optional<String> body(Map<String, Secret> values) {
        boolean form = headers.entrySet().stream()
                .anyMatch(one -> one.getKey().toLowerCase(Locale.ROOT).equals("content-type")
                        && one.getValue().contains("form-urlencoded"));
        return body.map(text -> filled(
                text,
                values,
                form
                        ? value -> URLEncoder.encode(value, StandardCharsets.UTF_8)
                        : value -> new String(JsonStringEncoder.getInstance().quoteAsString(value))));
    }

    /// With what authorizes it.
    Map<String, String> headers(Map<String, Secret> values) {
        Map<String, String> filled = new LinkedHashMap<>();
        headers.forEach((name, text) -> filled.put(name, filled(text, values, value -> value)));
        return filled;
    }

    private static String filled(String text, Map<String, Secret> values, UnaryOperator<String> quoted) {
        return PLACE.matcher(text).replaceAll(place -> {
            Secret value = values.get(place.group(1));
            if (value == null) {
                throw new Target.Unsuitable("the settings' http use {" + place.group(1) + "} where there is none");
            }
            return Matcher.quoteReplacement(quoted.apply(value.reveal()));
        });
    }
}
