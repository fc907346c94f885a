package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/// The script starts some commands without the SDK and the other large libraries on the class path, so none of their
/// classes may name one of those. Read from the class files.
class QuickStartTest {
    private static final Path ROOT = Path.of(System.getProperty("nightshift.root"));
    private static final ClassLoader LOADER = Ops.class.getClassLoader();
    private static final Pattern CLASS_NAME = Pattern.compile("(?<![A-Za-z/])L?((?:[a-z]\\w*/)+[A-Z][\\w$]*)");

    @Test
    void theQuickCommandsNeedNoneOfTheLibrariesLeftOut() throws IOException {
        List<Class<?>> commands = quickCommands();
        assertThat(commands).isNotEmpty();

        Set<String> left = leftOut();
        Set<String> libraries = new TreeSet<>();
        for (String location : locations(commands)) {
            left.stream().filter(location::contains).forEach(libraries::add);
        }
        assertThat(left).contains("/software/amazon/awssdk/");
        assertThat(libraries).isEmpty();
    }

    /// Where the classes come from that the given ones name, and those that these name in turn, as far as they are
    /// ours.
    private static Set<String> locations(List<Class<?>> roots) throws IOException {
        Set<String> seen = roots.stream().map(QuickStartTest::path).collect(Collectors.toCollection(HashSet::new));
        Deque<String> next = new ArrayDeque<>(seen);
        Set<String> locations = new HashSet<>();
        while (!next.isEmpty()) {
            String name = next.remove();
            URL location = LOADER.getResource(name + ".class");
            if (location == null) {
                continue;
            }
            locations.add(location.getPath());
            if (name.startsWith("dev/nightshift/")) {
                namedIn(location).filter(seen::add).forEach(next::add);
            }
        }
        return locations;
    }

    private static String path(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    /// Class names, and those in descriptors and signatures.
    private static Stream<String> namedIn(URL classFile) throws IOException {
        try (InputStream in = classFile.openStream()) {
            List<String> names = new ArrayList<>();
            for (PoolEntry entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
                if (entry instanceof Utf8Entry text) {
                    CLASS_NAME
                            .matcher(text.stringValue())
                            .results()
                            .map(match -> match.group(1))
                            .forEach(names::add);
                }
            }
            return names.stream();
        }
    }

    private static List<Class<?>> quickCommands() throws IOException {
        Set<String> names =
                Set.of(found(ROOT.resolve("ops"), "\n +-\\* \\| (.*)\\) ;;\n").split(" \\| ", -1));
        List<Class<?>> commands = Ops.COMMANDS.stream()
                .filter(type -> names.contains(Objects.requireNonNull(type.getAnnotation(Command.class))
                        .name()))
                .toList();
        assertThat(commands).hasSameSizeAs(names);
        return commands;
    }

    /// The folders of a Maven repository.
    private static Set<String> leftOut() throws IOException {
        String groups = found(ROOT.resolve("local/ops/pom.xml"), "<rest.groups>(.*)</rest.groups>");
        return Arrays.stream(groups.split(",", -1))
                .map(group -> "/" + group.replace('.', '/') + "/")
                .collect(Collectors.toSet());
    }

    private static String found(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
    }
}
