package dev.nightshift.local.ops.certs.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of a text in PEM form (RFC 7468), with whatever stands between them.
///
/// @param blocks that are whole
/// @param problems of those that are not
record Pem(List<Block> blocks, List<String> problems) {
    /// @param label such as `CERTIFICATE`
    /// @param line where it begins
    record Block(String label, int line, String base64) {
        byte[] content() {
            return Base64.getDecoder().decode(base64);
        }

        /// Whether certificates are in it.
        boolean certificates() {
            return isCertificates(label);
        }
    }

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([^-]+)-----");
    private static final String MARK = "-----BEGIN ";
    private static final String BYTE_ORDER_MARK = "\ufeff";

    /// The text of bytes that are PEM, in UTF-8 or, as some programs of Windows write it, in UTF-16.
    static Optional<String> text(byte[] bytes) {
        boolean wide = bytes.length > 1 && (bytes[0] & bytes[1] & 0xff) == 0xfe && bytes[0] != bytes[1];
        String text = new String(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        return text.contains(MARK) ? Optional.of(text.replace(BYTE_ORDER_MARK, "")) : Optional.empty();
    }

    /// Whether it begins with a block.
    static boolean begins(byte[] bytes) {
        return text(Arrays.copyOf(bytes, Math.min(64, bytes.length))).isPresent();
    }

    static Pem read(String text) {
        Pem pem = new Pem(new ArrayList<>(), new ArrayList<>());
        Open open = null;
        int number = 0;
        for (String untrimmed : text.split("\r\n|\n|\r", -1)) {
            number++;
            String line = untrimmed.strip();
            if (open != null && line.startsWith(open.end())) {
                pem.add(open);
                line = pem.joined(line.substring(open.end().length()), number);
                open = null;
            }
            Matcher begin = BEGIN.matcher(line);
            if (begin.matches()) {
                if (open != null) {
                    pem.unended(open);
                }
                open = new Open(begin.group(1), number, new StringBuilder(), new StringBuilder());
            } else if (open != null) {
                (line.indexOf(':') < 0 ? open.base64() : open.headers()).append(line);
            }
        }
        if (open != null) {
            pem.unended(open);
        }
        return pem;
    }

    /// @param headers of old keys (RFC 1421)
    private record Open(String label, int line, StringBuilder base64, StringBuilder headers) {
        String end() {
            return "-----END " + label + "-----";
        }
    }

    private void add(Open open) {
        try {
            boolean encrypted = open.headers().indexOf("ENCRYPTED") >= 0;
            String base64 = open.base64().toString().replaceAll("\\s", "");
            Block block = new Block((encrypted ? "ENCRYPTED " : "") + open.label(), open.line(), base64);
            if (block.certificates() && block.content().length == 0) {
                throw new IllegalArgumentException("nothing in it");
            }
            blocks.add(block);
        } catch (IllegalArgumentException e) {
            problem(open.label(), "line " + open.line() + ": damaged: expected Base64 up to " + open.end());
        }
    }

    private void unended(Open open) {
        problem(open.label(), "line " + open.line() + ": damaged: expected " + open.end() + " on a line of its own");
    }

    /// Files that were put together without a line break between them.
    private String joined(String rest, int number) {
        if (!rest.isEmpty()) {
            problems.add("line " + number + ": expected a line break before " + rest + ", without which OpenSSL reads"
                    + " neither of the two");
        }
        return rest;
    }

    private void problem(String label, String problem) {
        if (isCertificates(label)) {
            problems.add(problem);
        }
    }

    private static boolean isCertificates(String label) {
        return label.matches("((X\\.?509|TRUSTED) )?CERTIFICATE|PKCS ?#?7.*|CMS");
    }
}
