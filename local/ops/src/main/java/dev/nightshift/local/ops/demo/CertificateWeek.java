package dev.nightshift.local.ops.demo;

import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.kit.Json;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.s3.S3Bucket;
import dev.nightshift.local.aws.sns.Publication;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.local.ops.lambda.SchedulerInput;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.site.FunctionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plays the packaged ssl-expiry-checker on a simulated clock: servers on loopback, good ones and one for each of many
/// ways of being wrong, seen twice in an hour, and three times a week later.
final class CertificateWeek {
    static final String FUNCTION = CheckerConfig.NAME;

    private static final String REGION = "eu-central-1";
    private static final String REPORT = "state/" + FUNCTION + "/report.html";
    private static final Instant BEGIN = Instant.parse("2026-11-02T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final Checkout checkout;
    private final Progress progress;
    private final SimulatedClock clock = new SimulatedClock(BEGIN);
    private final StringBuilder text = new StringBuilder();
    private final List<Object> runs = new ArrayList<>();

    CertificateWeek(Checkout checkout, Progress progress) {
        this.checkout = checkout;
        this.progress = progress;
    }

    /// Plays it to its end.
    ///
    /// @throws Failure when an invocation fails, which none should
    Demo.Played play() throws IOException {
        Path settings = Files.createTempFile("nightshift-certificates-", ".json");
        try (LocalAws aws = LocalAws.start(clock);
                WrongServers servers = new WrongServers(BEGIN)) {
            S3Bucket bucket = aws.s3(REGION).bucket(Functions.BUCKET);
            aws.s3(REGION)
                    .bucket("demo-lists")
                    .put("targets.txt", String.join("\n", servers.targets()) + "\nb..demo\n");
            DemoAccount.certificates(aws, BEGIN);
            Files.writeString(settings, settings(servers));
            FunctionConfiguration function = Functions.configuration(
                    checkout,
                    FunctionSite.Kind.SSL_EXPIRY_CHECKER,
                    settings,
                    Functions.outlets(aws, LocalAws.DEFAULT_ACCOUNT, REGION));
            introduction(servers.targets().size());
            try (LambdaProcess process = start(function, Initialization.ON_DEMAND, aws)) {
                run(process, aws, BEGIN, "the first run");
                run(process, aws, BEGIN.plus(HOUR), "the next one: what broke the same connections again");
            }
            servers.renew("in-3-days.demo", BEGIN.plus(WEEK).plus(Duration.ofDays(83)));
            servers.stop("in-80-days.demo");
            // By then Lambda has begun anew, from a snapshot, which holds no keys: they are served beside it.
            try (LambdaProcess process = start(function, Initialization.SNAP_START, aws)) {
                run(process, aws, BEGIN.plus(WEEK), "a week later: one was renewed, one does not answer any more");
                run(process, aws, BEGIN.plus(WEEK).plus(HOUR), "the second clean run of what was renewed");
                run(process, aws, BEGIN.plus(WEEK).plus(HOUR).plus(HOUR), "the third run without an answer");
            }
            Path page = Files.writeString(
                    checkout.demoPages().resolve(FUNCTION + ".html"),
                    bucket.object(REPORT).orElseThrow().text());
            return new Demo.Played(text.toString(), runs, Optional.of(page));
        } finally {
            Files.delete(settings);
        }
    }

    private LambdaProcess start(FunctionConfiguration function, Initialization initialization, LocalAws aws)
            throws IOException {
        return new LambdaProcess(
                function,
                checkout.runtime(),
                AwsAccess.local(REGION, LocalAws.DEFAULT_ACCOUNT),
                initialization,
                Optional.of(aws.endpoint()));
    }

    private static String settings(WrongServers servers) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("zone", "Europe/Berlin");
        settings.put("staleAfter", "36500 days");
        // The servers are on the same cores as the cold function: few at once, and more time for each.
        settings.put("inFlight", "8");
        settings.put("patience", "6 s");
        settings.put("sources", List.of("s3://demo-lists/targets.txt"));
        settings.put("inventory", Map.of("acm", true, "iam", true, "rds", true));
        settings.put("ca", Map.of("demo", servers.root().pem()));
        settings.put("trust", List.of("demo"));
        return Json.write(settings);
    }

    private void introduction(int endpoints) {
        text.append("""
                %d endpoints on this machine, most of them wrong in a way of their own, and certificates in a made-up
                account, on a simulated clock. The packaged ssl-expiry-checker runs under AWS's runtime interface
                client, with the event that Scheduler sends.
                """.formatted(endpoints));
    }

    private void run(LambdaProcess process, LocalAws aws, Instant due, String what) throws IOException {
        progress.show("looking at certificates: " + due);
        clock.set(due);
        String schedule = "arn:aws:scheduler:eu-central-1:123456789012:schedule/nightshift/" + FUNCTION;
        String event = new SchedulerInput(due, schedule, Long.toHexString(due.getEpochSecond()), 1)
                .applyTo(Files.readString(checkout.event(FUNCTION, "scheduled")));
        int before = aws.sns(REGION).publications().size();
        if (process.invoke(event) instanceof Outcome.Failed failed) {
            throw new Failure("the run of " + due + " failed: " + failed.errorType() + ": " + failed.errorMessage());
        }
        List<String> mails = aws.sns(REGION).publications().stream()
                .skip(before)
                .filter(publication -> publication.bodies().containsKey("email"))
                .map(Publication::mail)
                .toList();
        text.append("\n%s: %s\n".formatted(due, what));
        text.append(mails.isEmpty() ? "  no mail\n" : "\n");
        mails.forEach(mail -> text.append(mail.indent(2)));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("at", due.toString());
        run.put("mails", mails);
        runs.add(run);
    }
}
