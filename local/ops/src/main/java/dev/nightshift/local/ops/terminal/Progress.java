package dev.nightshift.local.ops.terminal;

import java.io.Console;

/// One line that says how far long work has come, on a terminal only: never in pipes or files.
public final class Progress implements AutoCloseable {
    private static final String START_OF_EMPTY_LINE = "\r\033[K";

    private final boolean shown = isTerminal();

    /// Replaces the line.
    public void show(String what) {
        print(START_OF_EMPTY_LINE + what);
    }

    /// Removes the line.
    @Override
    public void close() {
        print(START_OF_EMPTY_LINE);
    }

    // JDK 25 answers null again where there is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private void print(String text) {
        if (shown) {
            System.err.print(text);
            System.err.flush();
        }
    }
}
