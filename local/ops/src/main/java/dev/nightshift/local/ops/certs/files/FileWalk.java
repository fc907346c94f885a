package dev.nightshift.local.ops.certs.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files below a folder, each once, however many links lead to it.
///
/// @param problems of what could not be looked into, by path
record FileWalk(List<Path> files, Map<Path, String> problems) {
    private static final int MOST_FILES = 100_000;
    private static final int DEEPEST = 64;
    // Kubernetes shows `tls.crt` as a link into `..data`, which is a link into `..2026_11_30`.
    // OpenSSL finds authorities by links that are named like `5273a94c.0`.
    private static final Comparator<Path> SHORTEST = Comparator.comparingInt(Path::getNameCount)
            .thenComparing(path -> path.getFileName().toString().matches("[0-9a-f]{8}\\.\\d+"))
            .thenComparing(Comparator.naturalOrder());

    static FileWalk below(Path folder) throws IOException {
        Map<Path, Path> byRealPath = new TreeMap<>();
        Map<Path, String> problems = new TreeMap<>();
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile()) {
                    return FileVisitResult.CONTINUE;
                }
                byRealPath.merge(
                        file.toRealPath(), file, (one, other) -> SHORTEST.compare(one, other) <= 0 ? one : other);
                if (byRealPath.size() > MOST_FILES) {
                    problems.put(folder, "more than " + MOST_FILES + " files: expected a folder with fewer");
                    return FileVisitResult.TERMINATE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // A link that leads back, or to nothing: the rest of the tree has all there is.
                if (!(e instanceof FileSystemLoopException) && !(e instanceof NoSuchFileException)) {
                    problems.put(file, BoundedFile.reason(e));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
                if (e != null) {
                    problems.put(directory, BoundedFile.reason(e));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        List<Path> files = new ArrayList<>(byRealPath.values());
        files.sort(SHORTEST);
        return new FileWalk(files, problems);
    }
}
