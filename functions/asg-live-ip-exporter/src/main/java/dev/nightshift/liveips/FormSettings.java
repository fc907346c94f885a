package dev.nightshift.liveips;

import dev.nightshift.kit.Settings;
import java.util.Optional;

/// Reads how a list is written at one destination.
final class FormSettings {
    private FormSettings() {}

    static Form read(Settings settings) {
        Format format = settings.at("format").as(Format::parse, Format.JSON);
        Optional<Integer> port = settings.at("port").optional(FormSettings::port);
        if (format == Format.HAPROXY && port.isEmpty()) {
            settings.at("port").problem("expected a port: HAProxy checks a server at the port that its line has");
        }
        return new Form(format, port);
    }

    private static int port(String text) {
        return OutputSettings.between(1, 65_535, text);
    }
}
