package dev.nightshift.liveips.settings;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.util.Optional;

/// Reads which records of Route 53 a list is published as.
final class DnsSettings {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final String HOST = LABEL + "(\\." + LABEL + ")*";
    private static final String SERVICE = "_[a-z0-9-]{1,62}\\._(tcp|udp)\\.";
    // A name has at most 253 characters, and one of ours lies below it.
    private static final int LONGEST = 220;
    private static final int USUAL_TTL = 60;
    private static final int DAY = 86_400;

    private DnsSettings() {}

    static DnsRecords read(String output, Settings settings) {
        DnsRecords.Kind kind = settings.at("records").orElse(DnsRecords.Kind.ADDRESS, DnsSettings::kind);
        String under = settings.at("under").as(text -> matching(HOST, text, "a domain, such as live.example.com"), "");
        String name = settings.at("name").as(text -> name(kind, text), "");
        boolean apex = settings.at("apex").orElse(false, Parsers::flag);
        if (!name.endsWith("." + under) && !(apex && name.equals(under))) {
            settings.at("name").problem("expected a name below " + under + ", which under names");
        }
        Optional<Integer> port = settings.at("port").optional(text -> OutputSettings.between(1, 65_535, text));
        if (port.isPresent() != (kind == DnsRecords.Kind.SRV)) {
            settings.at("port").problem("expected a port with records: srv, and with no others");
        }
        return new DnsRecords(
                settings.at("zone").as(DnsSettings::zone, ""),
                name,
                kind,
                port,
                settings.at("ttl").orElse(USUAL_TTL, text -> OutputSettings.between(1, DAY, text)),
                apex,
                output);
    }

    private static String name(DnsRecords.Kind kind, String text) {
        boolean srv = kind == DnsRecords.Kind.SRV;
        matching(
                (srv ? SERVICE : "") + HOST,
                text,
                srv
                        ? "a service's name, such as _http._tcp.shop.live.example.com"
                        : "a name, such as shop.live.example.com");
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("expected at most " + LONGEST + " characters");
        }
        return text;
    }

    private static String zone(String text) {
        return OutputSettings.matching(
                "Z[A-Z0-9]{1,31}", text, "a hosted zone's id, such as Z0123456789ABCDEFGHIJ, in capitals");
    }

    private static DnsRecords.Kind kind(String text) {
        return switch (text) {
            case "address" -> DnsRecords.Kind.ADDRESS;
            case "multivalue" -> DnsRecords.Kind.MULTIVALUE;
            case "srv" -> DnsRecords.Kind.SRV;
            default -> throw new IllegalArgumentException("expected address, multivalue or srv");
        };
    }

    private static String matching(String pattern, String text, String what) {
        return OutputSettings.matching(pattern, text, what + ", in lower case");
    }
}
