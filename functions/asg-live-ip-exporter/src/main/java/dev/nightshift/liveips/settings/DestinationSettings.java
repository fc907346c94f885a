package dev.nightshift.liveips.settings;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.liveips.format.Form;
import dev.nightshift.liveips.model.Address;

/// Reads what the settings say about one destination of an output.
final class DestinationSettings {
    // Create a parameter, Systems Manager: letters, digits and _.-/
    private static final String PARAMETER = "(/[A-Za-z0-9_.-]+){1,15}";
    private static final String KEY = "[A-Za-z0-9!_.*'()/-]{1,512}";

    private DestinationSettings() {}

    static Destination read(String output, Settings settings) {
        String to = settings.at("to").as(DestinationSettings::sink, "");
        if (to.equals("prefix-list")) {
            return new Destination.PrefixList(settings.at("id").as(DestinationSettings::prefixList, ""), output);
        }
        if (to.equals("route53")) {
            return DnsSettings.read(output, settings);
        }
        Form form = FormSettings.read(settings);
        return switch (to) {
            case "parameter" ->
                new Destination.Parameter(
                        settings.at("name")
                                .as(
                                        text -> OutputSettings.matching(
                                                PARAMETER, text, "a path, such as /acme/live/shop"),
                                        ""),
                        form,
                        settings.at("advanced").orElse(false, Parsers::flag),
                        settings.at("empty").optional(DestinationSettings::noAddress));
            case "s3" -> new Destination.S3Object(settings.at("key").as(DestinationSettings::key, ""), form);
            default -> new Destination.S3Object("", form);
        };
    }

    private static String sink(String text) {
        return OutputSettings.matching(
                "s3|parameter|prefix-list|route53", text, "s3, parameter, prefix-list or route53");
    }

    private static String prefixList(String text) {
        return OutputSettings.matching(
                "pl-([0-9a-f]{8}|[0-9a-f]{17})", text, "a prefix list's id, such as pl-0123456789abcdef0");
    }

    private static String key(String text) {
        OutputSettings.matching(KEY, text, "an object's key, such as live/shop.conf");
        if (text.startsWith("state/")) {
            throw new IllegalArgumentException("expected a key outside state/, which is for what functions remember");
        }
        return text;
    }

    private static String noAddress(String text) {
        if (text.isBlank() || !Address.allIn(text).isEmpty()) {
            throw new IllegalArgumentException("expected a text that is no address, such as none");
        }
        return text.strip();
    }
}
