package dev.nightshift.local.ops.certs.files;

import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The passwords of key stores, each of which is tried with each store. They are never shown.
public final class StorePasswords {
    /// What to say of a store that none of them opens.
    static final String WRONG = "the password is wrong: expected the one of this store by --store-password-file or"
            + " --store-password-env";

    /// What to say of a store that needs one.
    static final String MISSING = "its certificates are encrypted: expected a password by --store-password-file FILE or"
            + " --store-password-env NAME";

    private final List<String> passwords;

    private StorePasswords(List<String> passwords) {
        this.passwords = List.copyOf(passwords);
    }

    /// Those in files, the first line of each, and in variables.
    ///
    /// @throws Failure for a variable that is not set
    /// @throws IOException for a file that cannot be read
    public static StorePasswords of(List<Path> files, List<String> variables, Map<String, String> environment)
            throws IOException {
        List<String> passwords = new ArrayList<>();
        for (Path file : files) {
            passwords.add(TextFile.read(file).lines().findFirst().orElse(""));
        }
        for (String variable : variables) {
            String password = environment.get(variable);
            if (password == null) {
                throw new Failure("--store-password-env: the variable " + variable + " is not set");
            }
            passwords.add(password);
        }
        return new StorePasswords(passwords);
    }

    /// Whether there are any.
    boolean given() {
        return !passwords.isEmpty();
    }

    /// All of them, and at last the empty one.
    List<String> andNone() {
        return Stream.concat(passwords.stream(), Stream.of("")).toList();
    }

    /// All of them.
    List<String> all() {
        return passwords;
    }

    @Override
    public String toString() {
        return passwords.size() + " passwords";
    }
}
