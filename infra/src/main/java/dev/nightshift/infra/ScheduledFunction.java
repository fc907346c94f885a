package dev.nightshift.infra;

import dev.nightshift.kit.Environment;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.site.HandedDown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// A function that a schedule runs: everything such functions have in common.
///
/// Its schedule invokes the alias `live`. What Scheduler cannot deliver goes to the queue `…-undelivered`, what the
/// function fails at to the queue `…-failed`. Runs that fail are repeated, twice, where the next is more than an hour
/// away: for others the next run is the retry. This is configured on the alias, because on the function it would hold
/// for `$LATEST` alone.
final class ScheduledFunction extends Construct {
    private final FunctionSpec spec;
    private final String physicalName;
    private final Alias live;

    ScheduledFunction(Construct scope, String id, FunctionSpec spec, Shared shared) {
        super(scope, id);
        this.spec = spec;
        this.physicalName = HandedDown.physicalName(shared.site().name(), spec.name());

        Queue failed = queue("failed");
        Queue undelivered = queue("undelivered");
        Function function = function(shared);
        live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .maxEventAge(seconds(spec.timing().maxEventAge()))
                .retryAttempts(spec.timing().retries())
                .onFailure(new SqsDestination(failed))
                .build();
        RunSchedule schedule = new RunSchedule(
                this, spec, live, undelivered, shared.repository().scheduledEvent(spec.folder()));
        Optional<String> resume = shared.repository().resumeEvent(spec.folder());
        resume.ifPresent(schedule::resumeWith);
        new FunctionAlarms(this, spec, physicalName, shared.notifications().alarms())
                .watch(live, resume.isPresent())
                .watch(failed, "runs that failed")
                .watch(undelivered, "runs that could not be delivered")
                .watch(schedule);
        CfnOutput.Builder.create(this, "Invoke")
                .description("To invoke " + spec.name() + " by hand")
                .value(physicalName + ":" + live.getAliasName())
                .build();
    }

    /// What runs are sent to.
    Alias live() {
        return live;
    }

    private Function function(Shared shared) {
        LogGroup log = LogGroup.Builder.create(this, "Log")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        // The construct's own enumeration of days has no numbers in Java.
        ((CfnLogGroup) Objects.requireNonNull(log.getNode().getDefaultChild()))
                .setRetentionInDays(shared.site().logRetentionDays());
        Function function = Function.Builder.create(this, "Function")
                .functionName(physicalName)
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler(spec.site().kind().handler().getName())
                .code(Code.fromAsset(shared.repository().archive(spec.folder()).toString()))
                .layers(List.of(SettingsLayer.create(
                        this, "Settings", spec.name(), spec.site().settings())))
                .environment(variables(shared))
                .memorySize(spec.deployment().memoryMiB())
                .timeout(seconds(spec.timeout()))
                .reservedConcurrentExecutions(
                        spec.deployment().reservedConcurrency().orElse(null))
                .snapStart(spec.deployment().snapStart() ? SnapStartConf.ON_PUBLISHED_VERSIONS : null)
                .logGroup(log)
                .loggingFormat(LoggingFormat.JSON)
                .role(role(shared, log))
                // An alias can only be set back to a version that is still there.
                .currentVersionOptions(VersionOptions.builder()
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build())
                .build();
        spec.deployment()
                .network()
                .ifPresent(network -> Subnets.place(network, (CfnFunction)
                        Objects.requireNonNull(function.getNode().getDefaultChild())));
        Annotations.of(function)
                .acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish", "The alias publishes a version.");
        return function;
    }

    private Map<String, String> variables(Shared shared) {
        Map<String, String> variables = new TreeMap<>(spec.variables());
        variables.put(Environment.CONFIG, SettingsLayer.path(spec.name()));
        variables.put(Environment.TOPIC_ARN, shared.notifications().reports().getTopicArn());
        variables.put(Environment.BUCKET, shared.state().bucket().getBucketName());
        return variables;
    }

    private Role role(Shared shared, LogGroup log) {
        Watch watch = spec.site().watch();
        Role role = Role.Builder.create(this, "Role")
                // Other accounts trust a name. Elsewhere it would stand in the way of a second region.
                .roleName(watch.accounts().isEmpty() ? null : watch.roleName())
                .description("What " + spec.name() + " may do")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        List<Permission> permissions = new ArrayList<>();
        permissions.add(Permission.allow(
                "Log", List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(log.getLogGroupArn())));
        permissions.addAll(shared.notifications().publishing());
        permissions.addAll(shared.state().sharing());
        permissions.addAll(OtherAccounts.assuming(watch));
        permissions.addAll(spec.permissions());
        if (spec.deployment().network().isPresent()) {
            permissions.add(Subnets.interfaces());
        }
        Permission.grant(role, permissions);
        return role;
    }

    private Queue queue(String purpose) {
        return Queue.Builder.create(this, purpose)
                .queueName(physicalName + "-" + purpose)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(software.amazon.awscdk.Duration.days(14))
                .build();
    }

    private static software.amazon.awscdk.Duration seconds(Duration duration) {
        return software.amazon.awscdk.Duration.seconds(duration.toSeconds());
    }
}
