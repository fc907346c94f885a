package dev.nightshift.tls.x509;

import java.security.Principal;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Date;

/// What the class library wants of a certificate and nobody asks of one that was read by hand.
abstract class RareCertificateMethods extends X509Certificate {
    private static final long serialVersionUID = 1;

    @Override
    public void checkValidity() {
        throw new UnsupportedOperationException("no clock has a part in this");
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // Has it in its signature.
    public void checkValidity(Date at) {
        throw new UnsupportedOperationException("dates are judged elsewhere");
    }

    @Override
    public void verify(PublicKey key, String provider) {
        throw new UnsupportedOperationException("the provider is chosen here");
    }

    @Override
    public void verify(PublicKey key, Provider provider) {
        throw new UnsupportedOperationException("the provider is chosen here");
    }

    @Override
    @Deprecated(since = "16")
    public Principal getIssuerDN() {
        throw new UnsupportedOperationException("getIssuerX500Principal is asked");
    }

    @Override
    @Deprecated(since = "16")
    public Principal getSubjectDN() {
        throw new UnsupportedOperationException("getSubjectX500Principal is asked");
    }

    @Override
    public boolean[] getIssuerUniqueID() {
        return new boolean[0];
    }

    @Override
    public boolean[] getSubjectUniqueID() {
        return new boolean[0];
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return false;
    }

    @Override
    public String toString() {
        return "certificate of " + getSubjectX500Principal() + ", read by hand";
    }
}
