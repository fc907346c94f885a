package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Json;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Brings schedules along from other schedulers.
@Command(name = "import", description = "Prints another scheduler's schedules as ours.")
public final class ImportCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "instance-scheduler",
            description = {
                "Prints the schedules of Instance Scheduler on AWS.",
                "FILE is the JSON of 'aws dynamodb scan' of its configuration table, or of 'scheduler-cli"
                        + " describe-periods' and 'describe-schedules' in one list."
            })
    int instanceScheduler(@Parameters(paramLabel = "FILE") Path file) {
        InstanceSchedulerImport imported = InstanceSchedulerImport.of(Json.read(file));
        if (imported.schedules().isEmpty() && imported.notes().isEmpty()) {
            throw new Failure(file + ": there are no schedules of Instance Scheduler in it");
        }
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.AUTO)
                .setDumpComments(false)
                .build();
        spec.commandLine().getOut().print(new Dump(settings).dumpToString(Map.of("schedules", imported.schedules())));
        imported.notes().forEach(note -> spec.commandLine().getErr().println("ops: " + note));
        return imported.notes().isEmpty() ? ExitStatus.FINE : ExitStatus.FINDINGS;
    }
}
