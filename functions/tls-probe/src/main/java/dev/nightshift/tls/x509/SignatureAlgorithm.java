package dev.nightshift.tls.x509;

import dev.nightshift.tls.wire.Der;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a certificate was signed (RFC 5280 4.1.1.2).
///
record SignatureAlgorithm(String oid, Optional<Der> parameters) {
    private static final String PSS = "RSASSA-PSS";
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("1.2.840.10040.4.3", "SHA1withDSA"),
            Map.entry("1.2.840.10045.4.1", "SHA1withECDSA"),
            Map.entry("1.2.840.10045.4.3.1", "SHA224withECDSA"),
            Map.entry("1.2.840.10045.4.3.2", "SHA256withECDSA"),
            Map.entry("1.2.840.10045.4.3.3", "SHA384withECDSA"),
            Map.entry("1.2.840.10045.4.3.4", "SHA512withECDSA"),
            Map.entry("1.2.840.113549.1.1.2", "MD2withRSA"),
            Map.entry("1.2.840.113549.1.1.4", "MD5withRSA"),
            Map.entry("1.2.840.113549.1.1.5", "SHA1withRSA"),
            Map.entry("1.2.840.113549.1.1.10", PSS),
            Map.entry("1.2.840.113549.1.1.11", "SHA256withRSA"),
            Map.entry("1.2.840.113549.1.1.12", "SHA384withRSA"),
            Map.entry("1.2.840.113549.1.1.13", "SHA512withRSA"));

    static SignatureAlgorithm of(Der identifier) {
        List<Der> parts = identifier.inside();
        return new SignatureAlgorithm(
                parts.getFirst().oid(), parts.stream().skip(1).findFirst());
    }

    /// As the JDK names it; the object identifier where it has another name here.
    String name() {
        return NAMES.getOrDefault(oid, oid);
    }

    /// @throws NoSuchAlgorithmException or InvalidKeyException when it cannot be checked here
    boolean verifies(PublicKey key, byte[] content, byte[] signature)
            throws NoSuchAlgorithmException, InvalidKeyException, SignatureException {
        if (PublicKeys.read(key) instanceof PrimeCurveKey own) {
            return own.verifies(name(), content, signature);
        }
        if (!PublicKeys.isUsable(key)) {
            throw new InvalidKeyException(PublicKeys.described(key));
        }
        Signature verifier = Signature.getInstance(name());
        // The key first: it decides which provider is asked.
        verifier.initVerify(key);
        if (name().equals(PSS)) {
            readParameters(verifier);
        }
        verifier.update(content);
        return verifier.verify(signature);
    }

    private void readParameters(Signature verifier) throws SignatureException {
        try {
            AlgorithmParameters read = AlgorithmParameters.getInstance(PSS);
            read.init(parameters.map(Der::whole).orElse(new byte[0]));
            verifier.setParameter(read.getParameterSpec(PSSParameterSpec.class));
        } catch (IOException | GeneralSecurityException e) {
            throw new SignatureException("parameters that cannot be read", e);
        }
    }
}
