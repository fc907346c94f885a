package dev.nightshift.tls.chain;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys, signatures and cipher suites that clients give up.
public final class Weakness {
    private static final int RSA_BITS = 2048;
    private static final int EC_BITS = 256;
    private static final int REFUSED_RSA_BITS = 1024;
    private static final int REFUSED_EC_BITS = 160;
    private static final Pattern HASH = Pattern.compile("(MD[245]|SHA-?1)(?!\\d)");
    private static final Set<String> CURRENT = Set.of("TLSv1.2", "TLSv1.3");

    private Weakness() {}

    /// A key that CAs may no longer certify (CA/Browser Forum Baseline Requirements 6.1.5), or that the JDK
    /// (`jdk.certpath.disabledAlgorithms`), OpenSSL 3 at its default level and browsers all refuse.
    public static Optional<Finding> ofKey(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        return switch (key) {
            case RSAKey rsa
            when rsa.getModulus().bitLength() < RSA_BITS ->
                shorter(certificate, "RSA", rsa.getModulus().bitLength(), RSA_BITS, REFUSED_RSA_BITS);
            case ECKey ec
            when ec.getParams().getOrder().bitLength() < EC_BITS ->
                shorter(certificate, "EC", ec.getParams().getOrder().bitLength(), EC_BITS, REFUSED_EC_BITS);
            case DSAKey dsa -> Optional.of(new Finding(Fault.WEAK_KEY, Names.subject(certificate) + " has a DSA key"));
            default -> Optional.empty();
        };
    }

    /// A signature whose hash can be collided. MD5 is refused by the JDK, by OpenSSL 3 at its default level and by
    /// browsers; SHA-1 is accepted by the JDK below private authorities.
    public static Optional<Finding> ofSignature(X509Certificate certificate) {
        String algorithm = signature(certificate);
        Matcher hash = HASH.matcher(algorithm.toUpperCase(Locale.ROOT));
        if (!hash.find()) {
            return Optional.empty();
        }
        Fault fault = hash.group().startsWith("MD") ? Fault.REFUSED_STRENGTH : Fault.WEAK_SIGNATURE;
        return Optional.of(new Finding(fault, Names.subject(certificate) + " is signed with " + algorithm));
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

    private static Optional<Finding> shorter(
            X509Certificate certificate, String kind, int bits, int least, int refused) {
        boolean refusedByAll = bits < refused;
        return Optional.of(new Finding(
                refusedByAll ? Fault.REFUSED_STRENGTH : Fault.WEAK_KEY,
                Names.subject(certificate) + " has an " + kind + " key of " + bits + " bits; " + least + " is the least"
                        + (refusedByAll ? ", and clients refuse less than " + refused : "")));
    }
}
