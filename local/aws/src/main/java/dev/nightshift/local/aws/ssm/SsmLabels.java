package dev.nightshift.local.aws.ssm;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service.Operation;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// How people name versions of a parameter. No function may: it is here because what they do decides what a function
/// can.
///
/// Source: LabelParameterVersion, AWS Systems Manager API Reference.
final class SsmLabels {
    private static final Predicate<String> VALID =
            Pattern.compile("(?!(?i:aws|ssm))[A-Za-z._-][A-Za-z0-9._-]*").asMatchPredicate();
    private static final int MOST_CHARS = 100;
    private static final int MOST_OF_A_VERSION = 10;

    private final Ssm ssm;

    SsmLabels(Ssm ssm) {
        this.ssm = ssm;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "LabelParameterVersion",
                new Operation(
                        Set.of("Name", "ParameterVersion", "Labels.N"),
                        asked -> List.of(IamRequest.of(
                                "ssm:LabelParameterVersion",
                                ssm.orNew(asked.textOrEmpty("Name")).arn())),
                        this::label));
    }

    /// What breaks the rules is named and not set, and nothing fails.
    private Fields label(Parameters asked) {
        SsmParameter parameter = ssm.existing(asked.textOrEmpty("Name"));
        long number = asked.text("ParameterVersion")
                .map(Long::parseLong)
                .orElseGet(() -> parameter.newest().number());
        SsmParameter.Version version = parameter
                .version(number)
                .orElseThrow(() -> SsmRules.refused(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version " + number + " of " + parameter.name() + "."));
        List<String> labels = asked.list("Labels");
        if (labels.stream().anyMatch(label -> label.length() > MOST_CHARS)) {
            throw SsmRules.invalid("Member must have length less than or equal to " + MOST_CHARS);
        }
        List<String> valid = labels.stream().filter(VALID).toList();
        long more = valid.stream()
                .filter(label -> !version.labels().contains(label))
                .count();
        if (version.labels().size() + more > MOST_OF_A_VERSION) {
            throw SsmRules.refused(
                    "ParameterVersionLabelLimitExceeded",
                    "A parameter version can have a maximum of " + MOST_OF_A_VERSION + " labels.");
        }
        valid.forEach(label -> parameter.label(version, label));
        return Fields.empty()
                .texts("InvalidLabels", labels.stream().filter(VALID.negate()).toList())
                .put("ParameterVersion", number);
    }
}
