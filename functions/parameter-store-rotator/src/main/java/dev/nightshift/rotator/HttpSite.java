package dev.nightshift.rotator;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.time.Duration;
import java.util.Optional;

/// An API whose tokens are replaced, as the settings describe it.
///
/// @param create makes one more token, under the name `{label}`
/// @param createdToken where its answer has the token
/// @param createdId where its answer has what names the token in the API
/// @param test asks whether `{token}` works
/// @param find lists the tokens whose names begin with `{label}`
/// @param items where its answer has the list; empty when the answer is one
/// @param itemId where one of the list has what names it in the API
/// @param itemLabel where one of the list has its name
/// @param revoke ends the token `{id}`
/// @param token the value's field with the token
/// @param id the value's field with what names it in the API
/// @param admin the parameter whose value is `{admin}`
/// @param overlap how long an old token works after a new one was published
public record HttpSite(
        HttpStep create,
        String createdToken,
        String createdId,
        HttpStep test,
        HttpStep find,
        String items,
        String itemId,
        String itemLabel,
        HttpStep revoke,
        String token,
        String id,
        Optional<String> admin,
        Duration overlap) {
    static HttpSite from(Settings settings) {
        boolean plain = settings.at("plain").orElse(false, Parsers::flag);
        Settings create = settings.at("create");
        Settings find = settings.at("find");
        HttpStep make = HttpStep.from(create, plain);
        if (make.body().filter(text -> text.contains("{label}")).isEmpty()) {
            create.at("body").problem("expected {label} in it: a token whose answer is lost is found by its name");
        }
        return new HttpSite(
                make,
                create.at("token").orElse("/token", HttpSite::pointer),
                create.at("id").orElse("/id", HttpSite::pointer),
                HttpStep.from(settings.at("test"), plain),
                HttpStep.from(find, plain),
                find.at("items").orElse("", text -> text.isEmpty() ? text : pointer(text)),
                find.at("id").orElse("/id", HttpSite::pointer),
                find.at("label").orElse("/name", HttpSite::pointer),
                HttpStep.from(settings.at("revoke"), plain),
                settings.at("field").orElse("token", text -> text),
                settings.at("idField").orElse("id", text -> text),
                settings.at("admin").optional(RotatorConfig::name),
                settings.at("overlap").orElse(Duration.ofDays(1), RedisSite::overlap));
    }

    private static String pointer(String text) {
        if (!text.matches("(/[^/]+)+")) {
            throw new IllegalArgumentException("expected a JSON Pointer such as /data/token");
        }
        return text;
    }
}
