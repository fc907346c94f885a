package dev.nightshift.local.ops.schedule.imports;

import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Brings schedules along from other schedulers.
///
/// Standard output gets what goes into a site file, standard error a line for whatever is not the same there. The
/// exit status is 1 only where a part of the meaning was lost.
@Command(name = "import", description = "Prints another scheduler's schedules as ours.")
public final class ImportCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "instance-scheduler",
            description = {
                "Prints the schedules of Instance Scheduler on AWS.",
                "FILE is what 'aws dynamodb scan' of its configuration table printed (JSON or YAML, with or without"
                        + " DynamoDB's types), an export of the table, what 'scheduler-cli describe-periods' and"
                        + " 'describe-schedules' printed, or a CloudFormation template with schedules."
            })
    int instanceScheduler(
            @Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files,
            @Option(
                            names = "--default-timezone",
                            paramLabel = "ZONE",
                            description = "The stack's parameter, for schedules without a time zone.")
                    Optional<String> defaultZone,
            @Option(
                            names = "--stack",
                            paramLabel = "NAME",
                            description = "The stack that a template is deployed as; its name comes before the"
                                    + " schedules'.")
                    Optional<String> stack) {
        ConfigurationTable table = new ConfigurationTable(defaultZone, stack);
        files.forEach(file -> table.add(SourceFile.read(file)));
        if (table.schedules().isEmpty()) {
            throw new Failure("%s: there are no schedules of Instance Scheduler in it"
                    .formatted(
                            String.join(", ", files.stream().map(Path::toString).toList())));
        }
        return show(InstanceSchedulerImport.of(table));
    }

    @Command(
            name = "cloud-custodian",
            description = {
                "Prints the schedules of Cloud Custodian's offhour and onhour policies.",
                "FILE is a file of policies, or JSON with tags of instances, such as 'aws ec2 describe-tags' prints: each"
                        + " value of a policy's tag becomes a schedule."
            })
    int cloudCustodian(
            @Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files,
            @Option(
                            names = "--tag-value",
                            paramLabel = "VALUE",
                            description = "A value of the policies' tag, such as off=(M-F,19);on=(M-F,7).")
                    List<String> values) {
        CustodianPolicies policies = new CustodianPolicies();
        files.forEach(file -> policies.add(SourceFile.read(file)));
        if (policies.filters().isEmpty() && policies.findings().isEmpty()) {
            throw new Failure(
                    "%s: there are no offhour or onhour policies of Cloud Custodian in it".formatted(names(files)));
        }
        for (String value : Objects.requireNonNullElse(values, List.<String>of())) {
            policies.addValue(value);
        }
        return show(CustodianImport.of(policies));
    }

    private static String names(List<Path> files) {
        return String.join(", ", files.stream().map(Path::toString).toList());
    }

    private int show(Imported imported) {
        spec.commandLine().getOut().print(imported.yaml());
        imported.findings().forEach(finding -> spec.commandLine().getErr().println("ops: " + finding));
        return imported.hasLosses() ? ExitStatus.FINDINGS : ExitStatus.FINE;
    }
}
