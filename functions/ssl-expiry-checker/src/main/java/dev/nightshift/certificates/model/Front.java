package dev.nightshift.certificates.model;

import java.util.List;
import java.util.Optional;

/// Something of AWS that shows certificates to clients: a listener of a load balancer, a distribution, a domain name of
/// API Gateway.
///
/// @param name for people: `listener 443 of shop in eu-central-1`
/// @param arn what Certificate Manager calls it, or the load balancer that it belongs to
/// @param host where AWS answers for it; empty where only its own network reaches it
/// @param names that clients ask it for; none where those of its certificates say so
/// @param certificates their ARNs, for CloudFront also the id of one in IAM; the default one first
public record Front(
        String name, String arn, Optional<String> host, int port, List<String> names, List<String> certificates) {
    /// Whether clients that ask for no name are shown it, or for one that no certificate has.
    public boolean isDefault(String certificate) {
        return certificates.indexOf(certificate) == 0;
    }
}
