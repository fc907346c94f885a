package dev.nightshift.certificates;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;

/// Which of AWS's own certificates are looked at.
///
/// @param acm those of Certificate Manager
/// @param iam those that were uploaded to IAM
/// @param rds those of database instances
public record Inventories(boolean acm, boolean iam, boolean rds) {
    static Inventories from(Settings settings) {
        return new Inventories(
                settings.at("acm").orElse(false, Parsers::flag),
                settings.at("iam").orElse(false, Parsers::flag),
                settings.at("rds").orElse(false, Parsers::flag));
    }

    boolean isEmpty() {
        return !acm && !iam && !rds;
    }
}
