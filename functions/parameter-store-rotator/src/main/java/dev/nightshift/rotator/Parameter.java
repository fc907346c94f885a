package dev.nightshift.rotator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A parameter as it is described: everything but its value.
///
/// @param type `SecureString`, `String` or `StringList`
/// @param keyId the KMS key as its last writer named it; empty when there is none
/// @param tier `Standard`, `Advanced` or `Intelligent-Tiering`
/// @param expires when a policy will delete it, see [Expiry#of]
/// @param modifiedBy the ARN of who wrote the newest version
/// @param tags by key
record Parameter(
        String name,
        String type,
        long version,
        String keyId,
        String tier,
        String dataType,
        Optional<String> description,
        Optional<String> allowedPattern,
        Optional<Instant> expires,
        Instant modified,
        String modifiedBy,
        Map<String, String> tags) {
    // Managing parameter tiers, AWS Systems Manager User Guide.
    private static final int STANDARD_BYTES = 4096;
    private static final int ADVANCED_BYTES = 8192;

    /// The most a value may hold, in bytes.
    int maxBytes() {
        return tier.equals("Standard") ? STANDARD_BYTES : ADVANCED_BYTES;
    }

    /// Whether a value is one that Parameter Store will take here.
    ///
    /// @throws Target.Unsuitable when its pattern takes too long for it
    boolean accepts(Secret value) {
        return value.fits(maxBytes())
                && !value.reveal().contains("{{")
                && allowedPattern
                        .map(pattern -> PatternText.matches(pattern, value.reveal()))
                        .orElse(true);
    }

    /// Whether no text that begins like this can match the pattern: of this there is no doubt.
    boolean refusesAllThatBegin(String beginning) {
        return allowedPattern
                .filter(pattern -> PatternText.isRefused(pattern, beginning))
                .isPresent();
    }
}
