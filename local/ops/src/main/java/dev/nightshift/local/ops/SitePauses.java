package dev.nightshift.local.ops;

import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.Zones;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.SharedObject;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.AwsSession;
import dev.nightshift.local.ops.lambda.CallerIdentity;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.TextTable;
import dev.nightshift.site.Site;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import software.amazon.awssdk.core.exception.SdkException;

/// The pauses of a deployed site, in the account and region of the person's AWS environment.
final class SitePauses {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);

    /// A change of the pauses.
    @FunctionalInterface
    interface Change {
        /// The pauses after it.
        ///
        /// @param zone the site's
        /// @param by the person, as AWS names them
        Pauses of(Pauses before, Instant now, ZoneId zone, String by);
    }

    @Option(names = "--config", paramLabel = "FILE", description = "The site file; by default infra/site.yaml.")
    private Path file = Checkout.current().site();

    @Mixin
    private SiteBucket bucket = new SiteBucket();

    @Option(names = "--json", description = "Print the pauses as JSON.")
    private boolean json;

    /// Prints the pauses that have not ended.
    int list(CommandSpec spec) {
        return with(spec, (site, stored, clients) -> stored.read());
    }

    /// Changes the pauses and prints them.
    ///
    /// @param function of the site; all when there is none
    int change(CommandSpec spec, Optional<String> function, Change change) {
        return with(spec, (site, stored, clients) -> {
            function.ifPresent(name -> mustAct(spec, site, name));
            String by = CallerIdentity.of(clients).arn();
            Instant now = now();
            return stored.change(before -> change.of(before, now, site.zone(), by));
        });
    }

    private interface Work {
        Pauses on(Site site, SharedObject<Pauses> stored, Clients clients);
    }

    private int with(CommandSpec spec, Work work) {
        Site site = Site.read(file);
        Clients clients = AwsSession.find().clients(AwsAccess.endpointOfEnvironment());
        try {
            Pauses pauses = work.on(site, SharedObject.pauses(clients.bucket(bucket.name(site, clients))), clients);
            print(spec.commandLine().getOut(), pauses.at(now()), site.zone());
            return ExitStatus.FINE;
        } catch (SdkException e) {
            throw AwsSession.failure(e);
        }
    }

    /// Refuses a function that the site does not have, and one that changes nothing.
    private static void mustAct(CommandSpec spec, Site site, String function) {
        List<String> acting = site.functions().entrySet().stream()
                .filter(entry -> entry.getValue().kind().acts())
                .map(Map.Entry::getKey)
                .toList();
        if (!acting.contains(function)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "\"%s\" cannot be paused; expected a function of the site that changes something: %s"
                            .formatted(function, String.join(", ", acting)));
        }
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void print(PrintWriter out, Pauses pauses, ZoneId zone) {
        if (json) {
            out.println(pauses.json());
        } else if (pauses.all().isEmpty()) {
            out.println("Nothing is paused.");
        } else {
            out.print(TextTable.of(pauses.all().stream()
                    .map(pause -> List.of(
                            pause.function().orElse("every function"),
                            "until " + LOCAL.format(pause.until().atZone(zone)) + " " + Zones.name(zone),
                            pause.why() + " (" + pause.by() + ")"))
                    .toList()));
        }
    }
}
