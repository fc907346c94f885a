package dev.nightshift.infra;

import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.TrustPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/// A template's resources as they would be in an account in eu-central-1: intrinsic functions become values.
///
/// @param parameters by name; a condition holds if all of them have a value
@NullUnmarked // A key that a template lacks fails the test.
record Deployed(Assembly assembly, String account, Map<String, String> parameters) {
    private static final Map<String, String> NO_VALUE = Map.of("Ref", "AWS::NoValue");

    Deployed(Assembly assembly) {
        this(assembly, "111122223333", Map.of());
    }

    /// The site that the project comes with, which has every function.
    static Deployed committed() {
        return Committed.SITE;
    }

    private static final class Committed {
        private static final Deployed SITE = new Deployed(Assembly.ofCommittedSite());
    }

    /// Whom the role with this description trusts.
    TrustPolicy trustOf(String description) {
        Map<?, ?> role = assembly.resources("AWS::IAM::Role").get(role(description));
        return TrustPolicy.of((Map<?, ?>) value(Assembly.properties(role).get("AssumeRolePolicyDocument")));
    }

    /// All that the role with this description may do.
    IamPolicy policyOf(String description) {
        return documentsOf(description).stream()
                .map(IamPolicy::of)
                .reduce(IamPolicy::and)
                .orElseThrow();
    }

    /// The actions that some role may carry out on any resource.
    List<String> actionsOnEverything() {
        return assembly.resources("AWS::IAM::Role").values().stream()
                .map(role -> String.valueOf(Assembly.properties(role).get("Description")))
                .flatMap(description -> documentsOf(description).stream())
                .flatMap(document -> ((List<?>) document.get("Statement")).stream())
                .map(statement -> (Map<?, ?>) statement)
                .filter(statement -> "*".equals(statement.get("Resource")))
                .flatMap(statement -> statement.get("Action") instanceof List<?> actions
                        ? actions.stream()
                        : Stream.of(statement.get("Action")))
                .map(String::valueOf)
                .toList();
    }

    /// The ARN of the one resource that has this construct id.
    String arn(String constructId) {
        Pattern logicalId = Pattern.compile(".*[a-z]" + constructId + "[0-9A-F]{8}");
        List<String> found = assembly.section("Resources").keySet().stream()
                .map(String::valueOf)
                .filter(id -> logicalId.matcher(id).matches())
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(constructId + " names " + found);
        }
        return arnOf(found.getFirst());
    }

    private String role(String description) {
        return assembly.resources("AWS::IAM::Role").entrySet().stream()
                .filter(each ->
                        description.equals(Assembly.properties(each.getValue()).get("Description")))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private List<Map<?, ?>> documentsOf(String description) {
        Map<String, Map<?, ?>> roles = assembly.resources("AWS::IAM::Role");
        String role = role(description);
        List<Map<?, ?>> documents = new ArrayList<>();
        if (Assembly.properties(roles.get(role)).get("Policies") instanceof List<?> inline) {
            inline.forEach(policy -> documents.add((Map<?, ?>) value(((Map<?, ?>) policy).get("PolicyDocument"))));
        }
        for (Map<?, ?> policy : assembly.resources("AWS::IAM::Policy").values()) {
            if (Assembly.properties(policy).get("Roles").equals(List.of(Map.of("Ref", role)))) {
                documents.add((Map<?, ?>) value(Assembly.properties(policy).get("PolicyDocument")));
            }
        }
        return documents;
    }

    private Object value(Object tree) {
        return switch (tree) {
            case Map<?, ?> map when map.equals(NO_VALUE) -> map;
            case Map<?, ?> map
            when map.size() == 1 && map.containsKey("Ref") -> reference(String.valueOf(map.get("Ref")));
            case Map<?, ?> map
            when map.get("Fn::GetAtt") instanceof List<?> attribute
                    && attribute.getLast().equals("Arn") -> arnOf(String.valueOf(attribute.getFirst()));
            case Map<?, ?> map
            when map.get("Fn::Join") instanceof List<?> join ->
                ((List<?>) join.getLast())
                        .stream()
                                .map(part -> String.valueOf(value(part)))
                                .collect(Collectors.joining(String.valueOf(join.getFirst())));
            case Map<?, ?> map
            when map.get("Fn::If") instanceof List<?> choice ->
                value(parameters.containsValue("") ? choice.get(2) : choice.get(1));
            case Map<?, ?> map -> {
                Map<Object, Object> values = new LinkedHashMap<>();
                map.forEach((key, each) -> values.put(key, value(each)));
                values.values().remove(NO_VALUE);
                yield values;
            }
            case List<?> list -> list.stream().map(this::value).toList();
            default -> tree;
        };
    }

    private String reference(String id) {
        return switch (id) {
            case "AWS::Partition" -> "aws";
            case "AWS::Region" -> "eu-central-1";
            case "AWS::AccountId" -> account;
            case "AWS::URLSuffix" -> "amazonaws.com";
            // Of the resources here, references to a topic and an alias are their ARNs.
            default -> parameters.containsKey(id) ? parameters.get(id) : arnOf(id);
        };
    }

    private String arnOf(String id) {
        Map<?, ?> resource = (Map<?, ?>) assembly.section("Resources").get(id);
        Map<?, ?> properties = Assembly.properties(resource);
        String type = String.valueOf(resource.get("Type"));
        String place = "eu-central-1:" + account + ":";
        return switch (type) {
            case "AWS::KMS::Key" -> "arn:aws:kms:" + place + "key/" + id;
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + id.toLowerCase(Locale.ROOT);
            case "AWS::SNS::Topic" -> "arn:aws:sns:" + place + id;
            case "AWS::SQS::Queue" -> "arn:aws:sqs:" + place + properties.get("QueueName");
            case "AWS::Logs::LogGroup" -> "arn:aws:logs:" + place + "log-group:" + id + ":*";
            case "AWS::Lambda::Function" -> "arn:aws:lambda:" + place + "function:" + properties.get("FunctionName");
            case "AWS::Lambda::Alias" -> {
                String function = String.valueOf(((Map<?, ?>) properties.get("FunctionName")).get("Ref"));
                yield arnOf(function) + ":" + properties.get("Name");
            }
            default -> throw new AssertionError("no ARN is known for " + id + ", " + type);
        };
    }
}
