package dev.nightshift.local.ops;

import dev.nightshift.local.ops.bench.BenchCommand;
import dev.nightshift.local.ops.certs.CertsCommand;
import dev.nightshift.local.ops.demo.DemoCommand;
import dev.nightshift.local.ops.ips.IpsCommand;
import dev.nightshift.local.ops.schedule.ScheduleCommand;
import dev.nightshift.local.ops.schedule.imports.ImportCommand;
import dev.nightshift.local.ops.terminal.Complaints;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// The command `ops`: one class per subcommand, each answers with one of the exit statuses below.
@Command(
        name = "ops",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        version = "Nightshift 0.1.0",
        description = "Scheduled operations of a platform team, on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchCommand.class,
            CertsCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            IpsCommand.class,
            RotateCommand.class,
            RunCommand.class,
            ScheduleCommand.class
        })
public final class Ops {
    private Ops() {}

    /// Runs one command and ends the process with its exit status.
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(execute(out, err, args));
    }

    /// Runs one command.
    ///
    /// @return the exit status
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Ops()).setOut(out).setErr(err);
        line.getCommandSpec()
                .usageMessage()
                .footer(
                        "  test  Runs every test of the project (./mvnw verify).",
                        "",
                        "Exit status: 0 fine, 1 something was found, 2 wrong usage, 3 could not be done.");
        Complaints complaints = new Complaints();
        int status = line.setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints)
                .execute(args);
        out.flush();
        err.flush();
        return status;
    }
}
