package dev.nightshift.liveips.settings;

import dev.nightshift.kit.Settings;
import dev.nightshift.liveips.format.Form;
import dev.nightshift.liveips.format.Format;
import dev.nightshift.liveips.format.Labels;
import dev.nightshift.liveips.format.ServerParameters;

/// Reads how a list is written at one destination.
final class FormSettings {
    private FormSettings() {}

    static Form read(Settings settings) {
        Format format = settings.at("format").as(Format::parse, Format.JSON);
        Form form = new Form(
                format,
                settings.at("port").optional(FormSettings::port),
                settings.at("checkPort").optional(FormSettings::port),
                settings.at("parameters").orElse("", text -> ServerParameters.parse(format, text)),
                Labels.read(settings));
        checkPorts(settings, form);
        if (!form.labels().isEmpty() && format != Format.FILE_SD) {
            settings.at("labels").problem("expected no labels: file_sd alone has them");
        }
        return form;
    }

    private static void checkPorts(Settings settings, Form form) {
        boolean haproxy = form.format() == Format.HAPROXY;
        if (haproxy && form.port().isEmpty()) {
            settings.at("port").problem("expected a port: HAProxy checks a server at the port that its line has");
        }
        if (!haproxy && form.checkPort().isPresent()) {
            settings.at("checkPort")
                    .problem("expected no port for checks: haproxy alone has one, and nginx checks by its requests");
        }
        if (form.format() == Format.NGINX_ALLOW && form.port().isPresent()) {
            settings.at("port").problem("expected no port: nginx allows addresses, at all ports");
        }
    }

    private static int port(String text) {
        return OutputSettings.between(1, 65_535, text);
    }
}
