package dev.nightshift.local.ops.certs;

import dev.nightshift.kit.Text;
import dev.nightshift.local.ops.certs.files.CertificateFiles;
import dev.nightshift.local.ops.certs.files.FileTarget;
import dev.nightshift.local.ops.certs.files.StorePasswords;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.local.ops.terminal.TerminalWidth;
import dev.nightshift.local.ops.terminal.TextFile;
import dev.nightshift.site.HostNames;
import dev.nightshift.tls.Limits;
import dev.nightshift.tls.Network;
import dev.nightshift.tls.Prober;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.endpoint.TargetList;
import dev.nightshift.tls.endpoint.TargetSyntax;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.handshake.Handshake;
import dev.nightshift.tls.report.HtmlReport;
import dev.nightshift.tls.report.JsonReport;
import dev.nightshift.tls.report.Report;
import dev.nightshift.tls.verdict.FileVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// Looks at the certificates that endpoints serve.
@Command(
        name = "certs",
        description = {
            "Says when certificates end, and what is wrong with them: of endpoints, in files and in key stores.",
            "Looks at every address of each name, up to --addresses; the worst comes first. Needs no AWS.",
            "A connection that breaks is tried once more before it counts as unknown.",
            "What exists or has a slash is a file (PEM, DER, PKCS #7, PKCS #12, JKS, JCEKS) or a folder of them, unless"
                    + " it has ://: ./good.crt is a file, https://good.crt a host.",
            "Ends with 0 if all is well, 1 if there are findings, 2 for a wrong command line, 3 if it cannot be done."
        },
        footer = {
            "",
            "In a file of targets there is one a line; # begins a comment:",
            "  example.org",
            "  example.org:8443          sni=www.example.org",
            "  https://example.org/path  notice=30d warn=14d/12%% crit=5%%",
            "  smtp://mail.example.org",
            "  [2001:db8::1]:5432        protocol=postgres ca=internal-ca.pem",
            "  /etc/ssl/private          warn=20d",
            "Protocols: https, smtps, imaps, pop3s, ldaps, ftps, wss, mqtts, amqps, rediss, ircs, sips, nntps, dot,"
                    + " turns, xmpps, ipps, rtsps, telnets, syslog-tls, radsec, diameters, netconf-tls, snmptls, wsmans,"
                    + " docker-s, msft-gc-ssl, epp, dicom-tls, opcua-tls, mongodb, ntske, mssql8; and with STARTTLS smtp, lmtp, imap,"
                    + " pop3, sieve, nntp, ftp, ldap, postgres, mysql, mssql, xmpp."
        })
public final class CertsCommand implements Callable<Integer> {
    private static final int SHOWN = 120;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "TARGET",
            description = "HOST[:PORT], a file or a folder, in the forms that a file of targets knows.")
    private List<String> arguments = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "A file of targets.")
    private @Nullable Path file;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates (PEM or DER) to trust besides those of the JDK; may be given again.")
    private List<Path> authorities = List.of();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Judge for this instant instead of now, like 2026-12-24T00:00:00Z.")
    private @Nullable Instant at;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "How long each connection may take, from connecting to the end of the handshake, 1 to 600"
                    + " (default: 10).")
    private int patience = Math.toIntExact(Limits.DEFAULT.patience().toSeconds());

    @Option(
            names = "--addresses",
            paramLabel = "NUMBER",
            description = "How many addresses of each name are probed, 1 to 4096 (default: 16). What is left out is"
                    + " said.")
    private int addresses = Limits.DEFAULT.addresses();

    @Mixin
    private NetworkOptions networkOptions = new NetworkOptions();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            converter = FailOn.Converter.class,
            description = "End with 1 only for what is at least critical, warning or notice (default: notice); what"
                    + " could not be seen, or read in the file, always counts.")
    private FailOn failOn = FailOn.NOTICE;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Compare with the JSON of an earlier run, and say which certificates lost a name or a usage,"
                    + " have another issuer, or are older.")
    private @Nullable Path baseline;

    @Option(
            names = "--store-password-file",
            paramLabel = "FILE",
            description = "The first line is a password of key stores; may be given again: each is tried.")
    private List<Path> passwordFiles = List.of();

    @Option(
            names = "--store-password-env",
            paramLabel = "NAME",
            description = "An environment variable that holds a password of key stores; may be given again.")
    private List<String> passwordVariables = List.of();

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with a time line too.")
    private @Nullable Path html;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Limits limits = limits();
        Network network = networkOptions.network(System.getenv());
        if (html != null) {
            TextFile.expectWritable(html);
        }
        List<X509Certificate> trusted = new ArrayList<>();
        for (Path authority : authorities) {
            trusted.addAll(certificates(authority));
        }
        Optional<Baseline> earlier = baseline == null ? Optional.empty() : Optional.of(Baseline.read(baseline));
        StorePasswords passwords = StorePasswords.of(passwordFiles, passwordVariables, System.getenv());
        Targets targets = targets();
        TrustAnchors anchors = TrustAnchors.ofJdk().and(trusted);
        Instant instant = at == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : at;
        Report seen = Report.of(
                        instant,
                        verdicts(List.copyOf(targets.endpoints()), limits, anchors, network, instant),
                        targets.badLines())
                .withFiles(files(List.copyOf(targets.files()), passwords, anchors, instant));
        Report report = earlier.map(before -> before.compare(seen)).orElse(seen);
        report.notes().forEach(note -> spec.commandLine().getErr().println("ops: " + note));
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? JsonReport.of(report)
                                : CertsTable.of(report, TerminalWidth.columns()).stripTrailing());
        if (html != null) {
            TextFile.write(html, HtmlReport.of(report));
        }
        return failOn.fails(report) ? ExitStatus.FINDINGS : ExitStatus.FINE;
    }

    private Limits limits() {
        expect("--patience", patience, 600);
        expect("--addresses", addresses, Limits.MOST_ADDRESSES);
        return new Limits(
                Duration.ofSeconds(patience), Limits.DEFAULT.dnsPatience(), Limits.DEFAULT.inFlight(), addresses);
    }

    private void expect(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + ": expected a number from 1 to " + most + ", not " + value);
        }
    }

    private List<Verdict> verdicts(
            List<Target> targets, Limits limits, TrustAnchors anchors, Network network, Instant instant)
            throws InterruptedException {
        Handshake.prepareFor(targets.size());
        List<Verdict> verdicts = new ArrayList<>();
        try (Prober prober = new Prober(limits, anchors, network, InstantSource.system());
                Progress progress = new Progress()) {
            prober.probe(targets, seen -> {
                verdicts.add(seen.judge(instant));
                progress.show(verdicts.size() + " of " + targets.size() + " endpoints");
            });
        }
        return verdicts;
    }

    private List<FileVerdict> files(
            List<FileTarget> files, StorePasswords passwords, TrustAnchors anchors, Instant instant) {
        List<FileVerdict> verdicts = CertificateFiles.judge(files, passwords, anchors, instant);
        verdicts.stream()
                .filter(verdict -> verdict.chain().isEmpty())
                .flatMap(verdict ->
                        verdict.findings().stream().map(finding -> "ops: " + verdict.file() + ": " + finding.detail()))
                .forEach(spec.commandLine().getErr()::println);
        return verdicts;
    }

    private Targets targets() throws IOException {
        TargetSyntax syntax = new TargetSyntax(Thresholds.DEFAULT, HostNames::toAscii, this::named);
        Targets targets = Targets.none();
        for (String argument : arguments) {
            try {
                targets.add(argument, syntax);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        spec.commandLine(), Text.printable(argument, SHOWN) + ": " + e.getMessage());
            }
        }
        if (file != null) {
            targets.addList(TextFile.readLenient(file), file.resolveSibling(""), syntax);
        }
        for (TargetList.BadLine bad : targets.badLines()) {
            spec.commandLine()
                    .getErr()
                    .println("ops: %s:%d: \"%s\": %s".formatted(file, bad.number(), bad.text(), bad.expected()));
        }
        if (targets.isEmpty()) {
            throw file == null
                    ? new ParameterException(spec.commandLine(), "expected HOST[:PORT] or --file FILE, or files")
                    : new Failure(
                            file + ": names no endpoint" + (targets.badLines().isEmpty() ? "" : " that can be read"));
        }
        return targets;
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            return TrustAnchors.read(file);
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    /// The certificates of a target's option, whose problems are problems of its line.
    private List<X509Certificate> named(String name) {
        Path place = file == null ? Path.of(name) : file.resolveSibling(name);
        try {
            return TrustAnchors.read(place);
        } catch (NoSuchFileException _) {
            throw new IllegalArgumentException(place + ": there is no such file");
        } catch (IOException e) {
            throw new IllegalArgumentException(place + ": cannot be read", e);
        }
    }

    private static final class InstantConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException _) {
                throw new TypeConversionException("expected an instant like 2026-12-24T00:00:00Z, not " + text);
            }
        }
    }
}
