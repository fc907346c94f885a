package dev.nightshift.tls.x509;

import dev.nightshift.tls.wire.Der;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The extensions of a certificate (RFC 5280 4.2), by their object identifiers; the first of a kind.
record Extensions(Map<String, Extension> byOid) {
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final int KEY_USAGES = 9;
    private static final int EXPLICIT = 0xa3;
    private static final int BOOLEAN = 0x01;

    private record Extension(boolean critical, Der value) {}

    /// @param fields of the certificate from the unique identifiers on
    static Extensions of(List<Der> fields) {
        Map<String, Extension> extensions = new LinkedHashMap<>();
        fields.stream()
                .filter(field -> field.tag() == EXPLICIT)
                .flatMap(field -> field.inside().getFirst().inside().stream())
                .map(Der::inside)
                .forEach(parts -> {
                    boolean critical =
                            parts.get(1).tag() == BOOLEAN && parts.get(1).number() != 0;
                    extensions.putIfAbsent(parts.getFirst().oid(), new Extension(critical, parts.getLast()));
                });
        return new Extensions(extensions);
    }

    Optional<Der> value(String oid) {
        return Optional.ofNullable(byOid.get(oid)).map(Extension::value);
    }

    Set<String> oids(boolean critical) {
        return byOid.entrySet().stream()
                .filter(extension -> extension.getValue().critical() == critical)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// How many authorities may stand below it; -1 if it is none, also when that cannot be read.
    int authority() {
        try {
            List<Der> parts = value(BASIC_CONSTRAINTS)
                    .map(value -> value.inside().getFirst().inside())
                    .orElse(List.of());
            if (parts.isEmpty()
                    || parts.getFirst().tag() != BOOLEAN
                    || parts.getFirst().number() == 0) {
                return -1;
            }
            return parts.size() == 1
                    ? Integer.MAX_VALUE
                    : new BigInteger(parts.get(1).bytes()).intValueExact();
        } catch (RuntimeException e) {
            return -1;
        }
    }

    /// As [java.security.cert.X509Certificate#getKeyUsage]; a usage that cannot be read allows nothing.
    boolean @Nullable [] keyUsage() {
        Optional<Der> extension = value(KEY_USAGE);
        if (extension.isEmpty()) {
            return null;
        }
        boolean[] usages = new boolean[KEY_USAGES];
        try {
            byte[] bits = PublicKeys.bits(extension.get().inside().getFirst());
            for (int i = 0; i < Math.min(KEY_USAGES, 8 * bits.length); i++) {
                usages[i] = (bits[i / 8] & 0x80 >>> i % 8) != 0;
            }
        } catch (RuntimeException e) {
            // Then none of them is set.
        }
        return usages;
    }
}
