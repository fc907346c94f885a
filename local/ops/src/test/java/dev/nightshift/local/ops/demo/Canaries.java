package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.LocalAws;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Values that nobody may see, and the search for anything of them.
final class Canaries {
    private static final Pattern PASSWORD = Pattern.compile("\"(?:password|secretAccessKey)\": ?\"([^\"]+)\"");
    private static final int PREFIX = 8;

    private final Map<String, String> forms = new TreeMap<>();

    Canaries(List<String> values) {
        values.forEach(this::add);
    }

    /// Takes what PutParameter was given: secrets in JSON, the same inside a pending value, JSON without any, or the
    /// secret itself.
    void addWritten(String value) {
        List<String> passwords = PASSWORD.matcher(value.replace("\\", ""))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        (value.startsWith("{") ? passwords : List.of(value)).forEach(this::add);
    }

    /// Takes all that Parameter Store was given, also what it refused.
    void addWrittenTo(LocalAws aws) {
        aws.calls()
                .of("ssm", "PutParameter")
                .forEach(put -> addWritten(put.parameters().getOrDefault("Value", "")));
    }

    private void add(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        forms.put(value, "a value");
        forms.put(value.substring(0, PREFIX), "the beginning of a value");
        forms.put(Base64.getEncoder().withoutPadding().encodeToString(bytes), "a value in Base64");
        forms.put(HexFormat.of().formatHex(sha256(bytes)), "the hash of a value");
    }

    /// How many values there are.
    long count() {
        return forms.values().stream().filter("a value"::equals).count();
    }

    /// What of them is in a text.
    List<String> in(String text) {
        return forms.entrySet().stream()
                .filter(form -> text.contains(form.getKey()))
                .map(form -> form.getValue() + " in " + text)
                .toList();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
