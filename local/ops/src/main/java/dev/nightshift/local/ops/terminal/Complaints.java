package dev.nightshift.local.ops.terminal;

import dev.nightshift.kit.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What a person is told on standard error: of a command line that is wrong, or of what could not be done.
///
/// What is neither is a bug of ours, and the only thing that gives a stack trace.
public final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final String PREFIX = "ops: ";

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        complain(err, reason(wrong));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.print(command.getHelp().fullSynopsis());
        err.println("Try `%s --help`.".formatted(command.getCommandSpec().qualifiedName()));
        return ExitStatus.USAGE;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        reason(thrown).ifPresentOrElse(reason -> complain(err, reason), () -> thrown.printStackTrace(err));
        return ExitStatus.FAILURE;
    }

    private static void complain(PrintWriter err, String reasons) {
        reasons.lines().forEach(line -> err.println(PREFIX + line));
    }

    /// Where a command was expected, those that there are.
    private static String reason(ParameterException wrong) {
        String commands =
                String.join(", ", wrong.getCommandLine().getSubcommands().keySet());
        String message = String.valueOf(wrong.getMessage());
        if (commands.isEmpty()) {
            return message;
        }
        if (wrong instanceof UnmatchedArgumentException unknown) {
            return unknown.isUnknownOption()
                    ? message
                    : "\"%s\" is no command; expected %s"
                            .formatted(unknown.getUnmatched().getFirst(), commands);
        }
        return message + "; expected " + commands;
    }

    /// Empty for what nobody foresaw.
    private static Optional<String> reason(Exception thrown) {
        return switch (thrown) {
            case Failure failure -> Optional.ofNullable(failure.getMessage());
            case SettingsException wrong -> Optional.ofNullable(wrong.getMessage());
            case UncheckedIOException unchecked ->
                Optional.ofNullable(unchecked.getCause()).flatMap(cause -> reason(cause));
            case FileSystemException problem -> Optional.of(problem.getFile() + ": " + cause(problem));
            case IOException problem -> Optional.of(problem.toString());
            default -> Optional.empty();
        };
    }

    private static String cause(FileSystemException problem) {
        return switch (problem) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(problem.getReason());
        };
    }
}
