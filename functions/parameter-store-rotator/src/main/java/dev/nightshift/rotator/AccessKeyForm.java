package dev.nightshift.rotator;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Where an access key stands in a value, which people write in several ways: JSON as an SDK or the AWS CLI names the
/// fields, also inside another object, or lines of a credentials file or of an environment.
sealed interface AccessKeyForm {
    /// Fields of JSON.
    record Fields(JsonField json, String idName, String secretName) implements AccessKeyForm {
        @Override
        public String id() {
            return json.text(idName).orElseThrow();
        }

        @Override
        public Secret secret() {
            return Secret.of(json.text(secretName).orElseThrow());
        }

        @Override
        public Secret with(String id, String secret) {
            return JsonField.read(json.with(idName, id)).orElseThrow().with(secretName, secret);
        }
    }

    /// Lines such as `aws_access_key_id = …`.
    record Lines(String text, MatchResult idLine, MatchResult secretLine) implements AccessKeyForm {
        @Override
        public String id() {
            return idLine.group(VALUE);
        }

        @Override
        public Secret secret() {
            return Secret.of(secretLine.group(VALUE));
        }

        @Override
        public Secret with(String id, String secret) {
            boolean idFirst = idLine.start() < secretLine.start();
            String later = idFirst ? put(text, secretLine, secret) : put(text, idLine, id);
            return Secret.of(idFirst ? put(later, idLine, id) : put(later, secretLine, secret));
        }

        private static String put(String text, MatchResult line, String value) {
            return text.substring(0, line.start(VALUE)) + value + text.substring(line.end(VALUE));
        }
    }

    /// Of a line's parts.
    int VALUE = 2;

    /// Names without case, dashes and underscores.
    Set<String> ID_NAMES = Set.of("accesskeyid", "awsaccesskeyid");

    /// The same of secrets.
    Set<String> SECRET_NAMES = Set.of("secretaccesskey", "awssecretaccesskey");

    /// Configuration and credential file settings, AWS CLI User Guide; quotes and `export` as shells take them.
    String LINE = "(?mi)^[ \\t]*(?:export[ \\t]+)?%s[ \\t]*=[ \\t]*([\"']?)([A-Za-z0-9/+=]+)\\1[ \\t]*(?:#.*)?\\r?$";

    /// A line of a credentials file that begins another profile.
    Pattern PROFILE = Pattern.compile("(?m)^[ \\t]*\\[");

    /// The key's id.
    String id();

    /// The key's secret.
    Secret secret();

    /// The whole with another key; every other byte stays.
    Secret with(String id, String secret);

    /// Finds the one key in a value.
    ///
    /// @throws Target.Unsuitable when there is none, or more than one
    static AccessKeyForm of(Secret value) {
        return JsonField.read(value).map(AccessKeyForm::inJson).orElseGet(() -> inLines(value.reveal()));
    }

    private static AccessKeyForm inJson(JsonField json) {
        String id = one(named(json, ID_NAMES), "accessKeyId");
        String secret = one(named(json, SECRET_NAMES), "secretAccessKey");
        if (!parent(id).equals(parent(secret))) {
            throw new Target.Unsuitable("its fields " + id + " and " + secret + " are not of one object");
        }
        return new Fields(json, id, secret);
    }

    private static List<String> named(JsonField json, Set<String> names) {
        return json.names().stream()
                .filter(name -> names.contains(name.substring(name.lastIndexOf('/') + 1)
                        .replaceAll("[-_]", "")
                        .toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static String one(List<String> names, String expected) {
        if (names.isEmpty()) {
            throw new Target.Unsuitable("its value has no field " + expected);
        } else if (names.size() > 1) {
            throw new Target.Unsuitable("its value has several fields for one: " + String.join(", ", names));
        }
        return names.getFirst();
    }

    private static String parent(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    private static AccessKeyForm inLines(String text) {
        List<MatchResult> ids = lines(text, "aws_access_key_id");
        List<MatchResult> secrets = lines(text, "aws_secret_access_key");
        if (ids.isEmpty() || secrets.isEmpty()) {
            throw new Target.Unsuitable("its value is neither a JSON object with the fields accessKeyId and"
                    + " secretAccessKey nor has lines with aws_access_key_id and aws_secret_access_key");
        }
        MatchResult id = ids.getFirst();
        MatchResult secret = secrets.getFirst();
        String between = text.substring(Math.min(id.end(), secret.end()), Math.max(id.start(), secret.start()));
        if (ids.size() > 1 || secrets.size() > 1 || PROFILE.matcher(between).find()) {
            throw new Target.Unsuitable("its value has lines for more than one access key: keep one");
        }
        return new Lines(text, id, secret);
    }

    private static List<MatchResult> lines(String text, String name) {
        return Pattern.compile(LINE.formatted(name)).matcher(text).results().toList();
    }
}
