package dev.nightshift.local.ops.certs.files;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds out what a file is, by its content alone, and reads the certificates in it.
final class FileContents {
    private static final int JKS = 0xfeedfeed;
    private static final int JCEKS = 0xcececece;

    private FileContents() {}

    static Contents of(byte[] bytes, StorePasswords passwords) {
        return switch (bytes.length < 4 ? 0 : ByteBuffer.wrap(bytes).getInt()) {
            case JKS -> JavaKeyStores.read("JKS", bytes, passwords);
            case JCEKS -> JavaKeyStores.read("JCEKS", bytes, passwords);
            default -> {
                // The comments of a text may begin like DER.
                Optional<String> text = DerContents.isWhole(bytes) ? Optional.empty() : Pem.text(bytes);
                yield text.isPresent() ? pem(Pem.read(text.get()), passwords) : DerContents.of(bytes, "", passwords);
            }
        };
    }

    /// Whether what is too long to be read was meant to be read.
    static boolean begins(byte[] bytes) {
        int mark = bytes.length < 4 ? 0 : ByteBuffer.wrap(bytes).getInt();
        return mark == JKS || mark == JCEKS || DerContents.begins(bytes) || Pem.begins(bytes);
    }

    private static Contents pem(Pem pem, StorePasswords passwords) {
        Contents all = new Contents(List.of(), pem.problems(), List.of());
        int number = 0;
        for (Pem.Block block : pem.blocks()) {
            if (!block.certificates()) {
                all = all.and(Contents.instead(words(block.label())));
                continue;
            }
            number++;
            Contents read = DerContents.of(block.content(), "certificate " + number, passwords);
            all = all.and(
                    read.isNothing()
                            ? Contents.problem("line " + block.line() + ": damaged: expected a certificate here")
                            : read.at(block.line()));
        }
        return all.together();
    }

    private static String words(String label) {
        if (label.endsWith("PRIVATE KEY")) {
            return label.startsWith("ENCRYPTED") ? "an encrypted private key" : "a private key";
        }
        return switch (label) {
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> "a request for a certificate";
            case "X509 CRL" -> "a revocation list";
            default -> label.toLowerCase(Locale.ROOT);
        };
    }
}
