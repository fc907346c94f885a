package dev.nightshift.local.ops;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.AwsSession;
import dev.nightshift.local.ops.lambda.CallerIdentity;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.TextTable;
import dev.nightshift.stopper.hand.Hand;
import dev.nightshift.stopper.hand.HandPlaces;
import dev.nightshift.stopper.hand.RefusedException;
import dev.nightshift.stopper.hand.Wish;
import dev.nightshift.stopper.settings.StopperConfig;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkException;

/// One instance of the weekend-instance-stopper, in the account of the person's AWS environment.
final class InstanceOptions {
    @Parameters(
            paramLabel = "INSTANCE",
            description =
                    "The instance's id, or its tag Name if no other instance has the same. It is looked for in the"
                            + " regions of the site, in the account that your AWS environment names.")
    private String instance = "";

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Option(names = "--yes", description = "Do it; without this it is only shown, and permissions are proved.")
    private boolean yes;

    /// What is asked for, once the zone of the instance's schedule is known.
    @FunctionalInterface
    interface Asked {
        Wish in(ZoneId zone, Instant now);
    }

    /// Does it, or shows it.
    int carryOut(CommandSpec spec, InstantSource clock, Asked asked) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Clients clients = AwsSession.find().clients(AwsAccess.endpointOfEnvironment());
        try {
            Hand hand = places(clients).find(instance);
            spec.commandLine().getOut().println(hand.title());
            print(spec.commandLine().getOut(), hand.carryOut(asked.in(hand.zone(), now), now, !yes));
            return ExitStatus.FINE;
        } catch (RefusedException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } catch (SdkException e) {
            throw AwsSession.failure(e);
        }
    }

    /// The instant after `--until`.
    static Optional<Instant> until(CommandSpec spec, Optional<String> text, ZoneId zone, Instant now) {
        try {
            return text.map(time -> UntilTime.parse(time, zone, now));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--until \"%s\": %s".formatted(text.orElseThrow(), e.getMessage()));
        }
    }

    /// The reason after `--why`.
    static String why(CommandSpec spec, String text) {
        try {
            return Wish.reason(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--why: " + e.getMessage());
        }
    }

    private HandPlaces places(Clients clients) {
        StopperConfig config =
                Settings.read(settings.file().toString(), settings.tree(StopperConfig.NAME), StopperConfig::from);
        boolean enabled = settings.isDeployed()
                || settings.site(StopperConfig.NAME).deployment().enabled();
        return new HandPlaces(
                config,
                enabled && !config.dryRun(),
                clients,
                CallerIdentity.of(clients).account());
    }

    private void print(PrintWriter out, Hand.Done done) {
        done.changes().forEach(change -> out.println((yes ? "  done:     " : "  would do: ") + change));
        done.next().forEach(next -> out.print(TextTable.wrapped("  then:     ", next)));
        if (!yes) {
            out.println("Nothing was changed: --yes does it.");
        }
    }
}
