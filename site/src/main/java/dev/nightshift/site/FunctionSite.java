package dev.nightshift.site;

import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.rotator.RotatorConfig;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a site says about one of its functions; [Kind] is the registry of the functions that there are.
public sealed interface FunctionSite permits CheckerSite, LiveIpsSite, RotatorSite, StopperSite {
    /// The function.
    Kind kind();

    /// The key of its entry, such as `ssl-expiry-checker@internal`.
    String name();

    /// How it is deployed.
    Deployment deployment();

    /// The function's own settings, as the tree that travels to it, with sorted keys.
    Map<String, Object> settings();

    /// When it runs.
    Timing timing();

    /// The zones by which it decides, and in which its messages tell times.
    Set<ZoneId> zones();

    /// Where it looks besides its own account and region.
    default Watch watch() {
        return Watch.HERE;
    }

    /// Every function, in the order of names.
    ///
    /// A function has one name everywhere: its directory below `functions` and below `events`, its Maven module and
    /// archive, its construct, its demo, and its key in a site file.
    enum Kind {
        ASG_LIVE_IP_EXPORTER(LiveIpsConfig.NAME, dev.nightshift.liveips.Handler.class, Duration.ofMinutes(2)),
        PARAMETER_STORE_ROTATOR(RotatorConfig.NAME, dev.nightshift.rotator.Handler.class, RotatorConfig.TIMEOUT),
        // Ten thousand endpoints, and among them as many tarpits as fit into one deadline each.
        SSL_EXPIRY_CHECKER(CheckerConfig.NAME, dev.nightshift.certificates.Handler.class, Duration.ofMinutes(5)),
        WEEKEND_INSTANCE_STOPPER(StopperConfig.NAME, dev.nightshift.stopper.Handler.class, Duration.ofMinutes(5));

        private final String functionName;
        private final Class<?> handler;
        private final Duration timeout;

        Kind(String functionName, Class<?> handler, Duration timeout) {
            this.functionName = functionName;
            this.handler = handler;
            this.timeout = timeout;
        }

        /// Its name, such as `weekend-instance-stopper`.
        public String functionName() {
            return functionName;
        }

        /// Its entry point.
        public Class<?> handler() {
            return handler;
        }

        /// How long a run may take.
        public Duration timeout() {
            return timeout;
        }

        /// Its memory where a site does not say so, in MiB.
        public int memoryMiB() {
            return 1024;
        }

        /// Whether a site may have it several times, at different vantage points. The others act, and are there once.
        public boolean hasVantages() {
            return this == SSL_EXPIRY_CHECKER;
        }

        /// Whether it changes what it looks after. What only looks has nothing to pause.
        public boolean acts() {
            return this != SSL_EXPIRY_CHECKER;
        }

        /// The variables that its deployment adds, with what stands for them where nothing is deployed.
        public Map<String, String> standIns() {
            return this == PARAMETER_STORE_ROTATOR
                    ? Map.of(dev.nightshift.rotator.Handler.PENDING_KEY_ARN, "alias/aws/ssm")
                    : Map.of();
        }

        /// The function of a name; empty when there is none.
        public static Optional<Kind> of(String functionName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.functionName.equals(functionName))
                    .findFirst();
        }

        /// The names of all.
        public static List<String> names() {
            return Arrays.stream(values()).map(Kind::functionName).toList();
        }

        /// What a site says about it.
        ///
        /// @param entry the key of its entry
        /// @param place where that is
        /// @param keys the same place as a tree
        FunctionSite read(String entry, Settings place, Map<String, Object> keys) {
            return switch (this) {
                case ASG_LIVE_IP_EXPORTER -> LiveIpsSite.from(entry, place, keys);
                case PARAMETER_STORE_ROTATOR -> RotatorSite.from(entry, place, keys);
                case SSL_EXPIRY_CHECKER -> CheckerSite.from(entry, place, keys);
                case WEEKEND_INSTANCE_STOPPER -> StopperSite.from(entry, place, keys);
            };
        }
    }
}
