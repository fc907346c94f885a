package dev.nightshift.local.ops;

import dev.nightshift.kit.SettingsException;
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
            RunCommand.class,
            ScheduleCommand.class
        })
final class Ops {
    /// All is well.
    static final int FINE = 0;

    /// It was done, and there is something to look at.
    static final int FINDINGS = 1;

    /// It could not be done. (2 is wrong usage, which picocli answers.)
    static final int FAILURE = 3;

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
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Ops()).setOut(out).setErr(err);
        line.getCommandSpec()
                .usageMessage()
                .footer(
                        "  test  Runs every test of the project (./mvnw verify).",
                        "",
                        "Exit status: 0 fine, 1 something was found, 2 wrong usage, 3 could not be done.");
        int status = line.setExecutionExceptionHandler((thrown, command, _) -> failed(thrown, command))
                .execute(args);
        out.flush();
        err.flush();
        return status;
    }

    private static int failed(Exception thrown, CommandLine command) {
        if (thrown instanceof Failure || thrown instanceof SettingsException) {
            command.getErr().println("ops: " + thrown.getMessage());
        } else {
            thrown.printStackTrace(command.getErr());
        }
        return FAILURE;
    }
}
