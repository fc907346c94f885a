package dev.nightshift.local.aws.ssm;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Why Parameter Store does not take a value. Sources: PutParameter, AWS Systems Manager API Reference; Managing
/// parameter tiers, Working with parameter versions, AWS Systems Manager User Guide.
final class SsmRules {
    static final int MAX_VERSIONS = 100;

    /// How long a deleted name rests (DeleteParameter): that it is refused till then, and how, is
    /// this endpoint's choice.
    private static final Duration REST = Duration.ofSeconds(30);

    private static final int MAX_DESCRIPTION = 1024;
    private static final int STANDARD_BYTES = 4096;
    private static final int ADVANCED_BYTES = 8192;

    private SsmRules() {}

    static void mayBeWritten(
            Optional<SsmParameter> existing,
            boolean overwrite,
            Parameters asked,
            Optional<Instant> deleted,
            Instant now) {
        if (overwrite && !asked.items("Tags").isEmpty()) {
            throw invalid("Invalid request: tags and overwrite can't be used together.");
        }
        if (existing.isPresent() && !overwrite) {
            throw refused(
                    "ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request to"
                            + " true.");
        }
        if (deleted.filter(at -> now.isBefore(at.plus(REST))).isPresent()) {
            throw refused("TooManyUpdates", "There are concurrent updates for a resource that supports one update.");
        }
        if (existing.isEmpty() && asked.text("Type").isEmpty()) {
            throw invalid("A parameter type is required when you create a parameter.");
        }
        existing.ifPresent(SsmRules::mayHaveOneMore);
    }

    private static void mayHaveOneMore(SsmParameter parameter) {
        SsmParameter.Version oldest = parameter.versions().getFirst();
        if (parameter.versions().size() == MAX_VERSIONS && !oldest.labels().isEmpty()) {
            throw refused(
                    "ParameterMaxVersionLimitExceeded",
                    ("You attempted to create a new version of %s by calling the PutParameter API with the overwrite"
                                    + " flag. Version %d, the oldest version, can't be deleted because it has a label"
                                    + " associated with it.")
                            .formatted(parameter.name(), oldest.number()));
        }
    }

    static void value(SsmParameter.Version version, Optional<SsmParameter> existing) {
        String value = version.value();
        if (value.isEmpty()) {
            throw invalid("Value '' at 'value' failed to satisfy constraint: Member must have length greater than or"
                    + " equal to 1.");
        }
        if (value.contains("{{")) {
            throw invalid("Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
        }
        if (version.description().length() > MAX_DESCRIPTION) {
            throw invalid("Value at 'description' failed to satisfy constraint: Member must have length less than or"
                    + " equal to " + MAX_DESCRIPTION);
        }
        boolean advanced = version.tier().equals("Advanced");
        if (!advanced
                && existing.map(parameter -> parameter.newest().tier())
                        .filter("Advanced"::equals)
                        .isPresent()) {
            throw invalid("This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the"
                    + " advanced-parameter tier to the standard-parameter tier.");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > (advanced ? ADVANCED_BYTES : STANDARD_BYTES)) {
            throw invalid(
                    advanced
                            ? "Advanced tier parameters support a maximum parameter value of 8192 characters."
                            : "Standard tier parameters support a maximum parameter value of 4096 characters.");
        }
        if (!version.allowedPattern().isEmpty()
                && !Pattern.compile(version.allowedPattern()).matcher(value).matches()) {
            throw refused(
                    "ParameterPatternMismatchException",
                    "Parameter value, cannot be validated against allowedPattern: " + version.allowedPattern());
        }
    }

    /// As DescribeParameters shows what PutParameter was given as text.
    static List<Fields> policies(String json) {
        if (json.isEmpty()) {
            return List.of();
        }
        try {
            return JSON.std.listFrom(json).stream()
                    .map(policy -> (Map<?, ?>) policy)
                    .map(policy -> Fields.empty()
                            .put("PolicyText", text(policy))
                            .put("PolicyType", String.valueOf(policy.get("Type")))
                            .put("PolicyStatus", "Pending"))
                    .toList();
        } catch (IOException e) {
            throw refused("InvalidPolicyTypeException", "The policy type isn't supported.");
        }
    }

    static AwsException invalid(String message) {
        return AwsException.badRequest("ValidationException", message);
    }

    static AwsException refused(String code, String message) {
        return AwsException.badRequest(code, message);
    }

    private static String text(Map<?, ?> policy) {
        try {
            return JSON.std.asString(policy);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
