package dev.nightshift.local.ops.certs.files;

import dev.nightshift.kit.Text;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.tls.endpoint.TargetSyntax;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells files from hosts where a target may be either.
///
/// What has `://` is an endpoint. What exists is a file, and so is what has a separator of folders: `./good.crt` is a
/// file whatever there is, `https://good.crt` a host.
public record FileSyntax(Path folder, TargetSyntax syntax) {
    private static final int SHOWN = 120;
    // Lists were written with them before files could be in them.
    private static final Pattern HOST_AND_PATH = Pattern.compile("[^/.\\s][^/\\s]*\\.[^/\\s]*/\\S*");

    /// An argument of the command line.
    ///
    /// @throws Failure when there is no such file
    /// @throws IllegalArgumentException saying what would be right
    public Optional<FileTarget> ofArgument(String text) {
        return of(text, false);
    }

    /// A line of a list of targets, where `example.org/path` is an endpoint unless there is such a file.
    ///
    /// @throws IllegalArgumentException saying what would be right, also when there is no such file
    public Optional<FileTarget> ofLine(String text) {
        return of(text, true);
    }

    private Optional<FileTarget> of(String text, boolean inList) {
        if (text.contains("://")) {
            return Optional.empty();
        }
        // A name may have spaces; then there is no room for options.
        String[] words = exists(text) ? new String[] {text} : text.strip().split("\\s+");
        boolean separated = words[0].indexOf('/') >= 0 || words[0].indexOf(File.separatorChar) >= 0;
        boolean endpoint = inList && HOST_AND_PATH.matcher(words[0]).matches();
        boolean exists = exists(words[0]);
        if (!exists && (!separated || endpoint)) {
            return Optional.empty();
        } else if (!exists) {
            String absent = "there is no such file; a host is written as https://" + hint(words[0]);
            if (inList) {
                throw new IllegalArgumentException(absent);
            }
            throw new Failure(Text.printable(words[0], SHOWN) + ": " + absent);
        }
        return Optional.of(new FileTarget(folder.resolve(words[0]), syntax.judging(words)));
    }

    private static String hint(String name) {
        return name.matches("[^./\\\\].*") ? name : "HOST";
    }

    private boolean exists(String name) {
        try {
            return !name.isBlank() && Files.exists(folder.resolve(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
