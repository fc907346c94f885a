package dev.nightshift.local.ops;

import dev.nightshift.local.ops.demo.SlowEndpoints;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Makes the class data sharing archive that `ops` starts from, next to its jar and right after it.
///
/// The build deletes the archive before it makes the jar, and the JVM compares the time and the size of each jar with
/// what the archive was made from. Without the archive `ops` only starts more slowly, so nothing fails for want of it.
///
/// A static archive (`-Xshare:dump`), because it takes picocli's classes: a dynamic one leaves out what was compiled
/// for Java 5 (JDK-8261090).
final class StartupArchive {
    /// As in the script `ops`: an archive is for one garbage collector.
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path java;
    private final String classPath;
    private final String rest;
    private final Path archive;

    /// @param java the launcher of the JVM that will use the archive
    /// @param classPath how the class path of each start begins: the JVM leaves the archive alone where it does not
    /// @param rest what only the rehearsal needs besides
    StartupArchive(Path java, String classPath, String rest, Path archive) {
        this.java = java;
        this.classPath = classPath;
        this.rest = rest;
        this.archive = archive.toAbsolutePath();
    }

    /// Called by the build with the class path, its rest, the archive and a site file; by [#make] with the site
    /// file, to see which classes the quick commands load.
    public static void main(String[] args) throws InterruptedException, IOException {
        if (args.length == 1) {
            rehearse(args[0]);
            return;
        }
        Path java = Path.of(System.getProperty("java.home", ""), "bin", "java");
        try {
            new StartupArchive(java, args[0], args[1], Path.of(args[2])).make(StartupArchive.class.getName(), args[3]);
        } catch (IOException e) {
            System.err.println("[WARNING] no archive for a quick start of ops: " + e);
        }
    }

    private static void rehearse(String site) throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Ops.execute(nowhere, nowhere, "--help");
        Ops.execute(nowhere, nowhere, "schedule", site, "--at", "2026-11-20T17:00:00Z");
        Ops.execute(nowhere, nowhere, "schedule", site, "--from", "2026-11-20", "--to", "2026-11-27");
        Path authority = Files.createTempFile("nightshift-", ".pem");
        Path list = Files.createTempFile("nightshift-", ".txt");
        try (SlowEndpoints endpoints = new SlowEndpoints(Duration.ZERO)) {
            Files.writeString(authority, endpoints.authority());
            // So many that AWS-LC is loaded too.
            Files.writeString(list, endpoints.targets(100));
            Ops.execute(nowhere, nowhere, "certs", "--file", list.toString(), "--ca", authority.toString());
        } finally {
            Files.delete(authority);
            Files.delete(list);
        }
    }

    /// Archives the classes that a program loads.
    ///
    /// @throws IOException if the JVM cannot; then there is no archive
    void make(String mainClass, String... arguments) throws IOException, InterruptedException {
        Files.deleteIfExists(archive);
        Path list = archive.resolveSibling(archive.getFileName() + ".classes");
        Path made = archive.resolveSibling(archive.getFileName() + ".new");
        try {
            run(Stream.concat(
                    Stream.of(
                            "-XX:DumpLoadedClassList=" + list, "-cp", classPath + File.pathSeparator + rest, mainClass),
                    Stream.of(arguments)));
            // Resolving constants ahead would link picocli's classes, and those that are linked are left out.
            List<String> classes = Files.readAllLines(list).stream()
                    .filter(Predicate.not(line -> line.startsWith("@cp ")))
                    .toList();
            Files.write(list, classes);
            run(Stream.of(
                    "-Xshare:dump",
                    "-XX:SharedClassListFile=" + list,
                    "-XX:SharedArchiveFile=" + made,
                    "-cp",
                    classPath,
                    mainClass));
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(list);
            Files.deleteIfExists(made);
        }
    }

    private void run(Stream<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(JVM);
        command.addAll(words.toList());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("exit status " + process.exitValue() + " of " + String.join(" ", command));
        }
    }
}
