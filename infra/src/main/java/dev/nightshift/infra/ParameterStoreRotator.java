package dev.nightshift.infra;

import dev.nightshift.rotator.Handler;
import dev.nightshift.rotator.RotatorConfig;
import dev.nightshift.site.RotatorSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/// The function that rotates secrets in Parameter Store, with what it may do and the key of what is pending.
final class ParameterStoreRotator extends Construct {
    private static final String PENDING = "/nightshift-pending/*";
    private static final String BY_HASH = "Pending values are named by hashes.";
    private static final String BELOW_PATHS = "Of what is below a path the role sees only what has the opt-in tag.";
    private static final List<String> USE = List.of("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey");

    private static final List<String> ACCESS_KEYS = List.of(
            "iam:CreateAccessKey",
            "iam:DeleteAccessKey",
            "iam:GetAccessKeyLastUsed",
            "iam:ListAccessKeys",
            "iam:UpdateAccessKey");

    // How each begins is a line of the runbook in the function's README.
    private static final List<LastingAlarm> LASTING = List.of(
            new LastingAlarm(
                    "LockedOut",
                    1,
                    "Locked out: a target refuses the published value, so that nobody logs in with it. The last digest says"
                            + " which. Set the password of the value at the target, or write the password of the target"
                            + " into the parameter"),
            new LastingAlarm(
                    "Frozen",
                    1,
                    "Frozen: nothing that is kept logs in. The last digest says of what. Mend the user at the target, or"
                            + " write a value that works into the parameter. Do not delete what is pending"),
            new LastingAlarm(
                    "Unfinished",
                    1,
                    "Unfinished: a rotation is half done and is tried again every five minutes, after an hour once an hour."
                            + " The last digest says why. Mend what the reason names; the function goes on by itself"),
            new LastingAlarm(
                    "DeferredDays",
                    2,
                    "Deferred: a parameter has been due for two days and had to wait. The last digest says what holds it up:"
                            + " a pause, two others of its strategy that fail, or a run without time left"));

    ParameterStoreRotator(Construct scope, RotatorSite site, Shared shared) {
        super(scope, site.name());
        // A pending value is a credential that may already open its target: without its key it
        // could not be told.
        Key pendingKey = Key.Builder.create(this, "PendingKey")
                .description("Nightshift: values that are about to be published")
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .pendingWindow(Duration.days(30))
                .build();
        new ScheduledFunction(
                this,
                "Default",
                new FunctionSpec(
                        site,
                        Stream.concat(
                                        permissions(site, pendingKey).stream(),
                                        shared.state().keeping(site.name()).stream())
                                .toList(),
                        Map.of(Handler.PENDING_KEY_ARN, pendingKey.getKeyArn()),
                        LASTING),
                shared);
    }

    // It creates no parameter but below the pending root, and changes none there: what is pending
    // is a lock. It reads by name alone, so that no right on a path's ancestor is needed or
    // given.
    private static List<Permission> permissions(RotatorSite site, Key pendingKey) {
        List<String> live = site.config().paths().stream()
                .map(path -> parameter(path + "*"))
                .toList();
        List<String> own = site.config().ownParameters().stream()
                .sorted()
                .map(ParameterStoreRotator::parameter)
                .toList();
        // Of GetParameters, GetParameterHistory and PutParameter: "parameter", resource types defined by AWS Systems
        // Manager. What is not there has no tag, so that what is pending cannot be asked for under this condition.
        Map<String, Object> optedIn =
                Map.of("Null", Map.of("aws:ResourceTag/" + site.config().tag(), "false"));
        List<Permission> statements = new ArrayList<>();
        // Service Authorization Reference.
        statements.add(Permission.allow("Look", List.of("ssm:DescribeParameters", "tag:GetResources"), List.of("*"))
                .because("Neither knows resources."));
        statements.add(Permission.allow("Read", List.of("ssm:GetParameterHistory", "ssm:GetParameters"), live, optedIn)
                .because(BELOW_PATHS));
        Map<String, Object> publish = new TreeMap<>(optedIn);
        publish.putAll(overwrite(true));
        statements.add(Permission.allow("Publish", List.of("ssm:PutParameter"), live, publish)
                .because(BELOW_PATHS));
        if (!own.isEmpty()) {
            statements.add(Permission.allow("ReadOwn", List.of("ssm:GetParameters"), own));
        }
        statements.add(
                Permission.allow("Begin", List.of("ssm:PutParameter"), List.of(parameter(PENDING)), overwrite(false))
                        .because(BY_HASH));
        statements.add(Permission.allow(
                        "BeginWithTags",
                        List.of("ssm:AddTagsToResource"),
                        List.of(parameter(PENDING)),
                        new TreeMap<>(Map.of(
                                "ForAllValues:StringEquals",
                                Map.of("aws:TagKeys", List.of(site.config().tag(), RotatorConfig.STRATEGY_TAG)),
                                "Null",
                                Map.of("aws:TagKeys", "false"))))
                .because(BY_HASH));
        statements.add(Permission.allow(
                        "GoOn", List.of("ssm:GetParameters", "ssm:DeleteParameter"), List.of(parameter(PENDING)))
                .because(BY_HASH));
        statements.add(Permission.allow(
                "UsePendingKey", USE, List.of(pendingKey.getKeyArn()), viaParameterStore(List.of(parameter(PENDING)))));
        if (!site.keys().isEmpty()) {
            statements.add(Permission.allow(
                    "UseKeys",
                    USE,
                    site.keys(),
                    viaParameterStore(Stream.concat(live.stream(), own.stream()).toList())));
        }
        // All of these know users as resources: Service Authorization Reference, "Actions defined by AWS IAM". Whom a
        // key acts for is asked with the key itself, which needs no right.
        List<String> users = site.config().accessKeys().users().stream()
                .map(user -> Permission.arn("iam", "", "user" + user))
                .toList();
        if (!users.isEmpty()) {
            statements.add(Permission.allow("ReplaceAccessKeys", ACCESS_KEYS, users));
        }
        statements.addAll(CachePermissions.of(site.config().redis().values()));
        statements.addAll(ConsumerPermissions.of(site.config().consumers()));
        return statements;
    }

    private static Map<String, Object> overwrite(boolean overwrite) {
        return Map.of("StringEquals", Map.of("ssm:Overwrite", String.valueOf(overwrite)));
    }

    // Encryption context of SecureStrings: KMS encryption for AWS Systems Manager Parameter
    // Store, user guide.
    private static Map<String, Object> viaParameterStore(List<String> parameters) {
        return new TreeMap<>(Map.of(
                "StringEquals",
                Map.of("kms:ViaService", "ssm.%s.%s".formatted(Aws.REGION, Aws.URL_SUFFIX)),
                "StringLike",
                Map.of("kms:EncryptionContext:PARAMETER_ARN", parameters)));
    }

    private static String parameter(String name) {
        return Permission.arn("ssm", "parameter" + name);
    }
}
