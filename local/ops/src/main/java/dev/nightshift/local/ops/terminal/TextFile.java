package dev.nightshift.local.ops.terminal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that a person named on the command line.
public final class TextFile {
    private TextFile() {}

    /// The whole text.
    ///
    /// @throws IOException which names the file and the cause
    public static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (FileSystemException e) {
            throw e;
        } catch (CharacterCodingException _) {
            throw new Failure(file + ": expected text in UTF-8");
        } catch (IOException e) {
            throw new FileSystemException(file.toString(), null, e.getMessage());
        }
    }

    /// The whole text, with a replacement character for what is no UTF-8: as functions read their lists.
    ///
    /// @throws IOException which names the file and the cause
    public static String readLenient(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(file.toString(), null, e.getMessage());
        }
    }

    /// Makes sure that a file can be written, without making it: what will be in it may take long to find out.
    ///
    /// @throws Failure which names the file and the cause
    public static void expectWritable(Path file) {
        Path folder = file.toAbsolutePath().resolveSibling("");
        if (Files.isDirectory(file)) {
            throw new Failure(file + ": cannot be written: it is a directory");
        }
        if (!Files.isDirectory(folder)) {
            throw new Failure(file + ": cannot be written: there is no directory " + folder);
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new Failure(file + ": cannot be written: permission denied");
        }
    }

    /// Writes the whole text.
    ///
    /// @throws Failure as [#expectWritable]
    public static void write(Path file, String text) throws IOException {
        expectWritable(file);
        Files.writeString(file, text);
    }
}
