package dev.nightshift.local.ops.schedule.imports;

import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import java.nio.file.Path;
import java.util.List;
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

    private int show(Imported imported) {
        spec.commandLine().getOut().print(imported.yaml());
        imported.findings().forEach(finding -> spec.commandLine().getErr().println("ops: " + finding));
        return imported.hasLosses() ? ExitStatus.FINDINGS : ExitStatus.FINE;
    }
}
