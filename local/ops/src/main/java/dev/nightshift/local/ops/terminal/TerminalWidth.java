package dev.nightshift.local.ops.terminal;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many columns the terminal has.
public final class TerminalWidth {
    /// Where nobody says, as for a file or a pipe.
    static final int USUAL = 100;

    private static final int NARROWEST = 40;
    private static final int WIDEST = 1_000;
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d{1,4})");

    private TerminalWidth() {}

    /// That of this process.
    public static int columns() {
        return columns(System.getenv(), TerminalWidth::size);
    }

    /// @param size the rows and columns, as `stty size` prints them; empty where there is no terminal
    static int columns(Map<String, String> environment, Supplier<String> size) {
        String said = environment.getOrDefault("COLUMNS", "").strip();
        if (!said.matches("\\d{1,4}")) {
            Matcher rowsAndColumns = SIZE.matcher(size.get().strip());
            said = rowsAndColumns.matches() ? rowsAndColumns.group(1) : "";
        }
        // A terminal that does not know says 0.
        return said.isEmpty() || Integer.parseInt(said) == 0
                ? USUAL
                : Math.clamp(Integer.parseInt(said), NARROWEST, WIDEST);
    }

    private static String size() {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            return "";
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return stty.inputReader().readAllAsString();
        } catch (IOException e) {
            // Such as Windows, which has no stty.
            return "";
        }
    }
}
