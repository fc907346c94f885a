package dev.nightshift.rotator;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells a value that is one secret from one that has parts: whoever reads parts finds none in a random text.
///
/// It knows forms, not meanings: a list with commas or a template of somebody's own looks like one secret.
final class Structure {
    private static final String PAIR = "[A-Za-z_][\\w .-]{0,80}=";
    // The first that is found names the value.
    private static final Map<String, Pattern> FORMS = new LinkedHashMap<>();

    static {
        form("has several lines", "(?s).*[\r\n].*");
        form("is a JSON document", "(?s)\\{.*\\}|\\[\\s*(\\]|[\\[{\"].*\\])");
        form("is a text in quotes", "\".*\"|'.*'");
        form("is PEM", ".*-----BEGIN .*");
        form("is a URL", "[A-Za-z][A-Za-z0-9+.-]*://.*");
        form("is a connection string", "(?i)jdbc:.*|[^:@/\\s]+:[^@\\s]+@[\\w.\\[(-].*");
        form("is an ARN", "arn:[a-z-]+:.*");
        form("is a row of keys with values", PAIR + "[^=;&]*[;&]\\s*" + PAIR + ".*|" + PAIR + "\\S+\\s+" + PAIR + ".*");
        form(
                "is a variable with its value",
                "(export )?[A-Z][A-Z0-9_]{2,}=.+|(export )?[A-Za-z][\\w.-]{0,80}[_.-]\\w{0,80}="
                        + ".*[^=].*|(?i)\\w{0,80}(password|passwd|pwd|secret|token|key|user)\\s*=.*[^=].*");
        form("is a key with its value", "[A-Za-z_][\\w .-]{0,80}:[ \\t]+\\S.*");
        form("is an HTTP credential", "(?i)(bearer|basic|digest|token|apikey) \\S+");
        form("is a password's hash", "[\\w.-]+:(\\$|\\{[A-Z]).*|\\$(1|2[abxy]|5|6|y|argon2\\w*)\\$.*");
        form("is XML", "<[?!]?[A-Za-z].*>");
    }

    private Structure() {}

    private static void form(String words, String pattern) {
        FORMS.put(words, Pattern.compile(pattern));
    }

    /// What is to be said of a value that has parts, after "its value".
    static Optional<String> of(String value) {
        String text = value.strip();
        return form(text).or(() -> decoded(text).flatMap(Structure::inBase64));
    }

    private static Optional<String> form(String text) {
        return FORMS.entrySet().stream()
                .filter(form -> form.getValue().matcher(text).matches())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Optional<byte[]> decoded(String text) {
        if (text.length() < 16 || !text.matches("[A-Za-z0-9+/_-]+={0,2}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> inBase64(byte[] bytes) {
        if (isDer(bytes)) {
            return Optional.of("is a key or certificate in Base64");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
            return text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c))
                    ? Optional.empty()
                    : form(text).map(words -> "in Base64 " + words);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    // A SEQUENCE that is as long as its length says: X.690, 8.1. PKCS #8 and #12, X.509.
    private static boolean isDer(byte[] bytes) {
        return bytes.length > 4
                && bytes[0] == 0x30
                && bytes[1] == (byte) 0x82
                && (((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff)) == bytes.length - 4;
    }
}
