package dev.nightshift.tls.fault;

/// What can be wrong with an endpoint, the worst first: the order is the order of headlines.
public enum Fault {
    /// The last second of the served certificate is over.
    EXPIRED(Severity.CRITICAL),
    /// The issuer's revocation list names a certificate of the path.
    REVOKED(Severity.CRITICAL),
    /// A certificate of the path is not valid yet.
    NOT_YET_VALID(Severity.CRITICAL),
    /// No subject alternative name is the name that was asked for.
    HOSTNAME_MISMATCH(Severity.CRITICAL),
    /// The certificate vouches for itself and is no trust anchor.
    SELF_SIGNED(Severity.CRITICAL),
    /// The chain ends at a root that is no trust anchor.
    UNTRUSTED_ROOT(Severity.CRITICAL),
    /// The issuer of a certificate is neither served nor a trust anchor, nor to be had where the certificate says.
    INCOMPLETE_CHAIN(Severity.CRITICAL),
    /// The served certificate is good, but one that it depends on in every path is over.
    CHAIN_EXPIRED(Severity.CRITICAL),
    /// The path breaks a rule of RFC 5280, such as a name constraint.
    CHAIN_INVALID(Severity.CRITICAL),
    /// Browsers or the JDK refuse what the authority issued after a day, and this certificate is later.
    DISTRUSTED_AUTHORITY(Severity.CRITICAL),
    /// A certificate of the path is not meant for TLS servers.
    WRONG_EKU(Severity.CRITICAL),
    /// A key of the path is so short, or a signature so old, that every current client refuses it.
    REFUSED_STRENGTH(Severity.CRITICAL),
    /// None of the endpoint's authentic TLSA records fits what it shows: clients that ask for DANE refuse it.
    DANE_MISMATCH(Severity.CRITICAL),
    /// The certificate could be read, but the server ends the handshake with an alert, or answers what no client can
    /// accept. A connection that breaks is [#TLS_CLOSED] or [#TLS_TIMEOUT], also after the certificate.
    HANDSHAKE_FAILED(Severity.CRITICAL),
    /// After the go-ahead for TLS more plain text followed: what anybody on the way could have
    /// put there.
    STARTTLS_INJECTION(Severity.CRITICAL),

    /// The name does not exist, or has no address.
    DNS_NOT_FOUND(Severity.UNKNOWN),
    /// The name servers gave no answer in time.
    DNS_TIMEOUT(Severity.UNKNOWN),
    /// The name servers answered that they cannot say.
    DNS_FAILED(Severity.UNKNOWN),
    /// Nobody listens at the port.
    TCP_REFUSED(Severity.UNKNOWN),
    /// No answer to the connection in time.
    TCP_TIMEOUT(Severity.UNKNOWN),
    /// No route, or the network says no.
    TCP_UNREACHABLE(Severity.UNKNOWN),
    /// The proxy does not let this client through, as without the right password.
    PROXY_REFUSED(Severity.UNKNOWN),
    /// The proxy cannot be reached, breaks the connection, or says that it cannot reach the server (5xx), twice.
    PROXY_FAILED(Severity.UNKNOWN),
    /// The proxy did not answer in time, twice.
    PROXY_TIMEOUT(Severity.UNKNOWN),
    /// The proxy's answer is not HTTP, or exceeds its bounds.
    PROXY_GARBLED(Severity.UNKNOWN),
    /// The server says that it does not offer TLS here, or not now.
    STARTTLS_REFUSED(Severity.UNKNOWN),
    /// The plain text before TLS did not end in time, twice.
    STARTTLS_TIMEOUT(Severity.UNKNOWN),
    /// The connection ended in the plain text before TLS, twice.
    STARTTLS_CLOSED(Severity.UNKNOWN),
    /// The plain text before TLS is not that of the protocol, or exceeds its bounds.
    STARTTLS_GARBLED(Severity.UNKNOWN),
    /// The handshake did not end in time, twice.
    TLS_TIMEOUT(Severity.UNKNOWN),
    /// The server ended the handshake with an alert before its certificate.
    TLS_ALERT(Severity.UNKNOWN),
    /// The connection ended in the handshake, twice.
    TLS_CLOSED(Severity.UNKNOWN),
    /// The answer begins like TLS and is then malformed, or exceeds the bounds.
    TLS_MALFORMED(Severity.UNKNOWN),
    /// The answer is not TLS.
    NOT_TLS(Severity.UNKNOWN),
    /// A file, or a part of it, in which a certificate is expected and none can be read.
    FILE_UNREADABLE(Severity.UNKNOWN),
    /// A signature of the chain is by an algorithm, or on a curve, that is unknown here.
    SIGNATURE_UNKNOWN(Severity.UNKNOWN),
    /// The resolvers do not say which TLSA records there are: clients that ask for DANE do not connect.
    DANE_UNKNOWN(Severity.UNKNOWN),

    /// One address still serves an old certificate that another has replaced.
    STALE_NODE(Severity.WARNING),
    /// The issuer of a certificate is not served; browsers get it elsewhere, most other clients do not and refuse.
    MISSING_INTERMEDIATE(Severity.WARNING),
    /// A key of the path is shorter than authorities may certify.
    WEAK_KEY(Severity.WARNING),
    /// A signature of the path rests on SHA-1.
    WEAK_SIGNATURE(Severity.WARNING),
    /// Only with a protocol version or key exchange that clients give up.
    LEGACY_PROTOCOL(Severity.WARNING),
    /// More certificates, or larger ones, than Java clients accept.
    LARGE_CHAIN(Severity.WARNING),
    /// Java clients complete no handshake, because the JDK lacks what the server chooses; others do.
    JAVA_REFUSES(Severity.WARNING),
    /// A name of the certificate before is missing.
    NAME_LOST(Severity.WARNING),
    /// An extended key usage of the certificate before is missing.
    USAGE_LOST(Severity.WARNING),
    /// Another organisation than that of the certificate before issued it.
    ISSUER_CHANGED(Severity.WARNING),
    /// It is older than the certificate before.
    OLDER_CERTIFICATE(Severity.WARNING),
    /// There are authentic TLSA records, and clients can use none of them.
    DANE_UNUSABLE(Severity.WARNING),
    /// None of the TLSA records fits, but nobody says that they are authentic: clients ignore them.
    DANE_UNAUTHENTICATED_MISMATCH(Severity.WARNING),

    /// A certificate above the served one ends before it, and with it the path: that one is to be replaced.
    CHAIN_ENDS_FIRST(Severity.OK),
    /// The same, and this certificate is early enough: the next one must come from another authority.
    AUTHORITY_PHASED_OUT(Severity.OK),
    /// An alternative name cannot be read. The others count.
    ODD_NAME(Severity.OK),
    /// The addresses of the name serve different certificates.
    ADDRESS_DIVERGENCE(Severity.OK),
    /// The server asks for the client's certificate.
    CLIENT_CERT_REQUIRED(Severity.OK),
    /// A served certificate that no path needs is over.
    EXTRA_EXPIRED_CERT(Severity.OK),
    /// A revocation list is named but could not be consulted.
    REVOCATION_UNKNOWN(Severity.OK),
    /// An authentic TLSA record fits.
    DANE_MATCH(Severity.OK),
    /// A TLSA record fits, but nobody says that it is authentic: clients ignore it.
    DANE_UNAUTHENTICATED(Severity.OK),
    /// There are no TLSA records.
    DANE_NONE(Severity.OK),
    /// The endpoint was reached through a proxy, which looked up its name and chose one of its addresses.
    THROUGH_PROXY(Severity.OK),
    /// This machine has no route to an IPv6 address: no fault of the endpoint. A host that is down, or a router on the
    /// way that refuses, is one.
    NO_IPV6(Severity.OK),
    /// An address was not probed: its name has too many, or its host is stopped on purpose.
    NOT_PROBED(Severity.OK);

    private final Severity severity;

    Fault(Severity severity) {
        this.severity = severity;
    }

    /// What it means for the endpoint; [Severity#OK] for what is only information.
    public Severity severity() {
        return severity;
    }
}
