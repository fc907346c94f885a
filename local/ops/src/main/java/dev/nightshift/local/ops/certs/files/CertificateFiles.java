package dev.nightshift.local.ops.certs.files;

import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.verdict.FileVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges the certificates in files, key stores and folders.
///
/// In a folder, a file without certificates is passed over; one that is named must have some. What is there and cannot
/// be read is a verdict, never silence.
public final class CertificateFiles {
    private static final String EXPECTED =
            "expected certificates in PEM, DER or PKCS #7 form, or a key store: PKCS #12," + " JKS or JCEKS";

    private final StorePasswords passwords;
    private final TrustAnchors anchors;
    private final Instant at;
    private final List<FileVerdict> verdicts = new ArrayList<>();
    private final Map<Path, Read> read = new LinkedHashMap<>();

    private record Read(FileTarget target, Contents contents) {}

    private CertificateFiles(StorePasswords passwords, TrustAnchors anchors, Instant at) {
        this.passwords = passwords;
        this.anchors = anchors;
        this.at = at;
    }

    /// At least one verdict for each target.
    public static List<FileVerdict> judge(
            List<FileTarget> targets, StorePasswords passwords, TrustAnchors anchors, Instant at) {
        CertificateFiles files = new CertificateFiles(passwords, anchors, at);
        targets.forEach(files::read);
        Map<Path, List<X509Certificate>> authorities = files.authorities();
        files.read.forEach(
                (path, file) -> files.judge(path, file, authorities.getOrDefault(path.resolveSibling(""), List.of())));
        return List.copyOf(files.verdicts);
    }

    private void read(FileTarget target) {
        if (!Files.isDirectory(target.path())) {
            contents(target.path(), true).ifPresent(found -> read.put(target.path(), new Read(target, found)));
            return;
        }
        int before = verdicts.size() + read.size();
        try {
            FileWalk walk = FileWalk.below(target.path());
            walk.problems().forEach((path, why) -> verdicts.add(FileVerdict.unreadable(path.toString(), why)));
            walk.files()
                    .forEach(file ->
                            contents(file, false).ifPresent(found -> read.putIfAbsent(file, new Read(target, found))));
        } catch (IOException e) {
            verdicts.add(FileVerdict.unreadable(target.path().toString(), BoundedFile.reason(e)));
        }
        if (verdicts.size() + read.size() == before) {
            verdicts.add(FileVerdict.unreadable(
                    target.path().toString(),
                    "no file in this folder holds a certificate: " + EXPECTED + hint(target.path())));
        }
    }

    private Optional<Contents> contents(Path path, boolean named) {
        String file = path.toString();
        try {
            byte[] bytes = BoundedFile.read(path);
            if (bytes.length > BoundedFile.MOST_BYTES) {
                if (named || FileContents.begins(bytes)) {
                    verdicts.add(FileVerdict.unreadable(
                            file, "larger than " + BoundedFile.MOST_BYTES / (1024 * 1024) + " MiB: " + EXPECTED));
                }
                return Optional.empty();
            }
            Contents contents = FileContents.of(bytes, passwords);
            contents.problems().forEach(problem -> verdicts.add(FileVerdict.unreadable(file, problem)));
            if (named && contents.isNothing()) {
                String what = bytes.length == 0
                        ? "is empty"
                        : contents.instead().isEmpty()
                                ? "holds no certificate"
                                : "holds " + String.join(" and ", contents.instead()) + ", and no certificate";
                verdicts.add(FileVerdict.unreadable(file, what + ": " + EXPECTED + hint(path)));
            }
            return contents.groups().isEmpty() ? Optional.empty() : Optional.of(contents);
        } catch (IOException e) {
            verdicts.add(FileVerdict.unreadable(file, BoundedFile.reason(e)));
            return Optional.empty();
        }
    }

    /// For who meant a host, and has a file of that name here.
    private static String hint(Path path) {
        return path.getNameCount() == 1 && path.getParent() == null ? "; a host is written as https://" + path : "";
    }

    private void judge(Path path, Read file, List<X509Certificate> siblings) {
        TrustAnchors trusted = anchors.and(file.target().judging().anchors());
        List<Bundle.Kept> kept = file.contents().groups().stream()
                .flatMap(group -> Bundle.of(group, siblings, trusted).stream())
                .toList();
        boolean single = kept.size() == 1 && !kept.getFirst().stored().entry().startsWith(JavaKeyStores.ALIAS);
        kept.forEach(one -> verdicts.add(FileVerdict.of(
                path.toString(),
                single ? "" : one.stored().entry(),
                one.chain(),
                file.target().judging().thresholds(),
                at)));
    }

    /// The authorities in the files of each folder, stores excepted: a chain may be kept in two files.
    private Map<Path, List<X509Certificate>> authorities() {
        Map<Path, List<X509Certificate>> byFolder = new HashMap<>();
        read.forEach((path, file) -> file.contents().groups().stream()
                .flatMap(List::stream)
                .filter(one -> one.role() == Stored.Role.ANY && Bundle.isAuthority(one))
                .forEach(one -> byFolder.computeIfAbsent(path.resolveSibling(""), _ -> new ArrayList<>())
                        .add(one.certificate())));
        return byFolder;
    }
}
