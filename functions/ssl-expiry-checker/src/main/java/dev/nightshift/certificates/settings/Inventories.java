package dev.nightshift.certificates.settings;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;

/// Which of AWS's own certificates are looked at.
///
/// @param acm those of Certificate Manager
/// @param iam those that were uploaded to IAM
/// @param rds those of database instances
/// @param loadBalancers what listeners of load balancers show to clients
/// @param cloudFront what distributions show
/// @param apiGateway what API Gateway's domain names show
public record Inventories(
        boolean acm, boolean iam, boolean rds, boolean loadBalancers, boolean cloudFront, boolean apiGateway) {
    static Inventories from(Settings settings) {
        return new Inventories(
                flag(settings, "acm"),
                flag(settings, "iam"),
                flag(settings, "rds"),
                flag(settings, "loadBalancers"),
                flag(settings, "cloudFront"),
                flag(settings, "apiGateway"));
    }

    private static boolean flag(Settings settings, String key) {
        return settings.at(key).orElse(false, Parsers::flag);
    }

    boolean isEmpty() {
        return !acm && !iam && !rds && !loadBalancers && !cloudFront && !apiGateway;
    }

    /// Whether everything that may use an uploaded certificate is looked at.
    public boolean showUsesOfIam() {
        return loadBalancers && cloudFront;
    }
}
