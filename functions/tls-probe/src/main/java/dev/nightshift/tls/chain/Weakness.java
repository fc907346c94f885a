package dev.nightshift.tls.chain;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Keys, signatures and cipher suites that clients give up.
public final class Weakness {
    private static final int RSA_BITS = 2048;
    private static final int EC_BITS = 256;
    private static final Pattern HASH = Pattern.compile("(MD2|MD5|SHA-?1)(?!\\d)");
    private static final Set<String> CURRENT = Set.of("TLSv1.2", "TLSv1.3");

    private Weakness() {}

    /// A key that CAs may no longer certify (CA/Browser Forum Baseline Requirements 6.1.5).
    public static Optional<String> ofKey(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        return switch (key) {
            case RSAKey rsa
            when rsa.getModulus().bitLength() < RSA_BITS ->
                shorter(certificate, "RSA", rsa.getModulus().bitLength(), RSA_BITS);
            case ECKey ec
            when ec.getParams().getOrder().bitLength() < EC_BITS ->
                shorter(certificate, "EC", ec.getParams().getOrder().bitLength(), EC_BITS);
            case DSAKey dsa -> Optional.of(Names.subject(certificate) + " has a DSA key");
            default -> Optional.empty();
        };
    }

    /// A signature whose hash can be collided.
    public static Optional<String> ofSignature(X509Certificate certificate) {
        String algorithm = signature(certificate);
        return HASH.matcher(algorithm.toUpperCase(Locale.ROOT)).find()
                ? Optional.of(Names.subject(certificate) + " is signed with " + algorithm)
                : Optional.empty();
    }

    /// The name of the algorithm; RSASSA-PSS has its hash in parameters, SHA-1 where they say nothing
    /// (RFC 4055 3.1).
    private static String signature(X509Certificate certificate) {
        String name = certificate.getSigAlgName();
        if (!name.equals("RSASSA-PSS")) {
            return name;
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(name);
            parameters.init(certificate.getSigAlgParams());
            String hash = parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
            return hash + "with" + name;
        } catch (GeneralSecurityException | IOException e) {
            // Parameters that the JDK cannot read it cannot verify either: the path says so.
            return name;
        }
    }

    /// A protocol version or key exchange that current clients refuse (RFC 8996; RFC 9325 4.1).
    ///
    /// @param version as JSSE names it
    /// @param suite the name in IANA's registry
    public static Optional<String> ofConnection(String version, String suite) {
        boolean refused = suite.startsWith("TLS_RSA_")
                || suite.startsWith("TLS_DH_")
                || suite.contains("_RC4_")
                || suite.contains("_3DES_")
                || suite.contains("_anon_")
                || suite.contains("_NULL_");
        return CURRENT.contains(version) && !refused
                ? Optional.empty()
                : Optional.of("the server chose " + version + " with " + suite);
    }

    private static Optional<String> shorter(X509Certificate certificate, String kind, int bits, int least) {
        return Optional.of(Names.subject(certificate) + " has an " + kind + " key of " + bits + " bits; " + least
                + " is the least");
    }
}
