package dev.nightshift.certificates.settings;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.tls.Limits;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.dane.NameServers;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.endpoint.TargetSyntax;
import dev.nightshift.tls.expiry.Threshold;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.proxy.Proxies;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of `ssl-expiry-checker`: the same for synth, for the function and for people's own files.
///
/// @param vantage where it looks from, if it does from several places; else empty
/// @param zone of the times in mails
/// @param every how often the schedule invokes the function
/// @param staleAfter how far a run's scheduled time may lie from the clock before the run refuses
/// @param syntax how lists of targets are read
/// @param endpoints those that stand in the settings themselves
/// @param sources of further endpoints
/// @param inventory which of AWS's own certificates are looked at
/// @param watch in which regions and accounts; ACM also in `us-east-1`, where CloudFront's are
/// @param trusted certificates that are anchors for every endpoint, besides the JDK's
/// @param allowPort25 whether SMTP between servers may be probed: AWS blocks that port for functions outside a VPC
/// @param proxies through which endpoints are reached
/// @param validating the resolver that is asked for TLSA records, if they are
/// @param limits of probing
/// @param metricsFor labels of endpoints that have a metric of their own
public record CheckerConfig(
        String vantage,
        ZoneId zone,
        Duration every,
        Duration staleAfter,
        TargetSyntax syntax,
        List<Target> endpoints,
        List<Source> sources,
        Inventories inventory,
        Watch watch,
        List<X509Certificate> trusted,
        boolean allowPort25,
        Proxies proxies,
        List<InetSocketAddress> validating,
        Limits limits,
        List<String> metricsFor) {
    /// Where a vantage point is named.
    public static final String VANTAGE = "vantage";

    /// Each metric is billed.
    private static final int MOST_METRICS = 20;

    private static final int SMTP_RELAY = 25;
    // A function has 1,024 file descriptors (Lambda quotas, *Function configuration, deployment, and execution*).
    private static final int MOST_IN_FLIGHT = 800;
    /// The function's name.
    public static final String NAME = "ssl-expiry-checker";

    private static final String ENDPOINTS = "endpoints";

    /// Reads the settings.
    public static CheckerConfig from(Settings settings) {
        Map<String, List<X509Certificate>> authorities = authorities(settings.at("ca"));
        // The function knows no other names than those in ASCII: the tables for all others are 15 MB.
        TargetSyntax syntax =
                new TargetSyntax(thresholds(settings.at("thresholds")), host -> host, name -> named(authorities, name));
        boolean allowPort25 = settings.at("allowPort25").orElse(false, Parsers::flag);
        List<Target> endpoints = new ArrayList<>();
        settings.at(ENDPOINTS)
                .items()
                .forEach(item -> item.optional(line -> permitted(syntax.target(line), allowPort25))
                        .ifPresent(endpoints::add));
        List<Source> sources = new ArrayList<>();
        settings.at("sources")
                .items()
                .forEach(item -> item.optional(Source::parse).ifPresent(sources::add));
        Inventories inventory = Inventories.from(settings.at("inventory"));
        if (!settings.at(ENDPOINTS).present() && sources.isEmpty() && inventory.isEmpty()) {
            settings.at(ENDPOINTS).problem("expected endpoints, sources or an inventory: there is nothing to look at");
        }
        List<X509Certificate> trusted = new ArrayList<>();
        settings.at("trust")
                .items()
                .forEach(item -> item.<List<X509Certificate>>optional(name -> named(authorities, name))
                        .ifPresent(trusted::addAll));
        return new CheckerConfig(
                settings.at(VANTAGE).orElse("", CheckerConfig::vantage),
                settings.at("zone").as(Parsers::zone, ZoneOffset.UTC),
                settings.at("every").orElse(Duration.ofHours(1), Parsers::interval),
                settings.at("staleAfter").orElse(Duration.ofMinutes(10), Parsers::duration),
                syntax,
                endpoints,
                sources,
                inventory,
                Watch.from(settings.at(Watch.KEY)),
                trusted,
                allowPort25,
                ProxySettings.from(settings.at("proxy"), settings.at("noProxy")),
                settings.at("dane").optional(text -> NameServers.parse(text)).stream()
                        .toList(),
                new Limits(
                        settings.at("patience").orElse(Limits.DEFAULT.patience(), Parsers::duration),
                        Limits.DEFAULT.dnsPatience(),
                        settings.at("inFlight").orElse(Limits.DEFAULT.inFlight(), CheckerConfig::inFlight),
                        settings.at("addresses").orElse(Limits.DEFAULT.addresses(), CheckerConfig::addresses)),
                metricsFor(settings.at("metricsFor")));
    }

    /// Names its state and reports, apart from those of other vantage points.
    public String name() {
        return vantage.isEmpty() ? NAME : NAME + "-" + vantage;
    }

    /// What the keys of its objects begin with.
    public String prefix() {
        return "state/" + name() + "/";
    }

    /// The target, if it may be probed from a function.
    ///
    /// @throws IllegalArgumentException saying why not
    public Target permitted(Target target) {
        return permitted(target, allowPort25);
    }

    private static Target permitted(Target target, boolean allowPort25) {
        if (target.port() == SMTP_RELAY && !allowPort25) {
            throw new IllegalArgumentException(
                    "AWS blocks port 25 for functions outside a VPC: use 587, or set allowPort25: true");
        }
        return target;
    }

    private static Thresholds thresholds(Settings place) {
        Thresholds usual = Thresholds.DEFAULT;
        return new Thresholds(
                place.at("notice").orElse(usual.notice(), Threshold::parse),
                place.at("warn").orElse(usual.warn(), Threshold::parse),
                place.at("crit").orElse(usual.crit(), Threshold::parse));
    }

    private static Map<String, List<X509Certificate>> authorities(Settings place) {
        Map<String, List<X509Certificate>> authorities = new LinkedHashMap<>();
        place.entries().forEach((name, pem) -> {
            Optional<List<X509Certificate>> certificates =
                    pem.optional(text -> TrustAnchors.read(name, text.getBytes(StandardCharsets.US_ASCII)));
            authorities.put(name, certificates.orElse(List.of()));
        });
        return authorities;
    }

    private static List<X509Certificate> named(Map<String, List<X509Certificate>> authorities, String name) {
        return Optional.ofNullable(authorities.get(name))
                .orElseThrow(() ->
                        new IllegalArgumentException("expected one of the names under ca: " + authorities.keySet()));
    }

    private static List<String> metricsFor(Settings place) {
        List<String> labels = place.items().stream().map(Settings::text).toList();
        if (labels.size() > MOST_METRICS) {
            place.problem("expected at most " + MOST_METRICS + " endpoints: each metric is billed");
        }
        return labels;
    }

    private static String vantage(String text) {
        if (!text.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("expected lower-case letters, digits and hyphens, the first a letter");
        }
        return text;
    }

    private static int inFlight(String text) {
        return upTo(MOST_IN_FLIGHT, text);
    }

    private static int addresses(String text) {
        return upTo(Limits.MOST_ADDRESSES, text);
    }

    private static int upTo(int most, String text) {
        int number = Parsers.count(text);
        if (number < 1 || number > most) {
            throw new IllegalArgumentException("expected a whole number from 1 to " + most);
        }
        return number;
    }
}
