package dev.nightshift.local.ops;

import dev.nightshift.local.ops.bench.BenchCommand;
import dev.nightshift.local.ops.certs.CertsCommand;
import dev.nightshift.local.ops.demo.DemoCommand;
import dev.nightshift.local.ops.ips.IpsCommand;
import dev.nightshift.local.ops.schedule.ScheduleCommand;
import dev.nightshift.local.ops.schedule.imports.ImportCommand;
import dev.nightshift.local.ops.terminal.Complaints;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;

/// The command `ops`: one class per subcommand, each answers with one of the exit statuses below.
@Command(
        name = "ops",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        version = "Nightshift 0.1.0",
        description = "Scheduled operations of a platform team, on this machine.",
        synopsisSubcommandLabel = "COMMAND")
public final class Ops {
    static final List<Class<?>> COMMANDS = List.of(
            BenchCommand.class,
            CertsCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            IpsCommand.class,
            KeepCommand.class,
            KeepOffCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            RotateCommand.class,
            RunCommand.class,
            ScheduleCommand.class,
            StartCommand.class,
            StopCommand.class);

    private Ops() {}

    /// Runs one command and ends the process with its exit status.
    public static void main(String[] args) {
        // Picocli looks for a class of Groovy otherwise, in each archive of the class path.
        System.setProperty("picocli.disable.closures", "true");
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(execute(out, err, args));
    }

    /// Runs one command.
    ///
    /// @return the exit status
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        return execute(Clock.systemUTC(), out, err, args);
    }

    /// As [#execute(PrintWriter, PrintWriter, String...)], at another time for those commands that take theirs from the
    /// clock.
    static int execute(InstantSource clock, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Ops(), new Factory(clock));
        addCommands(line, wanted(args));
        line.setOut(out).setErr(err);
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

    /// Makes commands, with the clock where they take one.
    private record Factory(InstantSource clock) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(InstantSource.class).newInstance(clock);
            } catch (NoSuchMethodException _) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }

    /// The first word that is no option. The options of `ops` itself take no values.
    private static String wanted(String... args) {
        return Stream.of(args).filter(word -> !word.startsWith("-")).findFirst().orElse("");
    }

    /// Only the one that is wanted is looked at more closely than the list of commands shows it, which takes most of
    /// the time.
    private static void addCommands(CommandLine line, String wanted) {
        for (Class<?> command : COMMANDS) {
            Command declared = Objects.requireNonNull(command.getAnnotation(Command.class));
            String name = declared.name();
            line.addSubcommand(name, name.equals(wanted) ? command : outline(name, declared.description()));
        }
    }

    private static CommandSpec outline(String name, String... description) {
        CommandSpec outline = CommandSpec.create().name(name);
        outline.usageMessage().description(description);
        return outline;
    }
}
