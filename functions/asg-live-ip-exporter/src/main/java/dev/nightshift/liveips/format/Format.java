package dev.nightshift.liveips.format;

import dev.nightshift.kit.Json;
import dev.nightshift.liveips.model.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How a list is written. Equal lists are equal bytes: nothing in them is a time or a count of runs. An empty list is
/// valid for its reader too.
public enum Format {
    /// An object with an array of addresses, each with its server, group and zone.
    JSON {
        @Override
        String body(Form form, String name, List<Entry> entries) {
            Map<String, Object> root = new LinkedHashMap<>();
            root.put("v", 1);
            root.put("output", name);
            root.put("addresses", entries.stream().map(Format::json).toList());
            return Json.write(root) + "\n";
        }
    },

    /// The addresses on one line, separated by commas: what a `StringList` parameter is.
    CSV {
        @Override
        String body(Form form, String name, List<Entry> entries) {
            return entries.stream().map(entry -> bare(entry, form)).collect(Collectors.joining(",")) + "\n";
        }
    },

    /// One address a line.
    PLAIN {
        @Override
        String body(Form form, String name, List<Entry> entries) {
            return lines(entries, entry -> bare(entry, form));
        }
    },

    /// Targets of Prometheus' file-based service discovery, one group of labels each. Source:
    /// *Configuration*, `<file_sd_config>`, Prometheus documentation.
    FILE_SD {
        @Override
        String body(Form form, String name, List<Entry> entries) {
            List<Map<String, Object>> targets = new ArrayList<>();
            for (Entry entry : entries) {
                Map<String, String> labels = new LinkedHashMap<>();
                labels.put("output", name);
                labels.put("instance_id", entry.instance());
                labels.put("autoscaling_group", entry.group());
                labels.put("zone", entry.zone());
                form.labels().forEach((key, label) -> entry.tag(key).ifPresent(value -> labels.put(label, value)));
                Map<String, Object> target = new LinkedHashMap<>();
                target.put("targets", List.of(bracketed(entry, form)));
                target.put("labels", labels);
                targets.add(target);
            }
            return Json.write(targets) + "\n";
        }
    },

    /// An `upstream`. nginx refuses one without servers: an empty list is one server that is down.
    /// Source: *Module ngx_http_upstream_module*, nginx documentation.
    NGINX {
        @Override
        String body(Form form, String name, List<Entry> entries) {
            String servers = entries.isEmpty()
                    ? "    server 127.0.0.1:1 down;\n"
                    : lines(
                            entries,
                            entry -> "    server " + bracketed(entry, form) + form.suffix() + "; # " + entry.name());
            return "upstream " + name + " {\n" + servers + "}\n";
        }
    },

    /// What may use a location: `allow` for each address, and `deny all`. An empty list lets nobody in. nginx takes the
    /// first line that fits, so that others can stand before it. Source: *Module ngx_http_access_module*, nginx
    /// documentation.
    NGINX_ALLOW {
        @Override
        String body(Form form, String name, List<Entry> entries) {
            return lines(entries, entry -> "allow " + entry.address() + "; # " + entry.name()) + "deny all;\n";
        }
    },

    /// A `backend`. A server is named after its instance, so that its state and its statistics
    /// outlive a reload. Source: *HAProxy Configuration Manual*, section 4.2, `server`.
    HAPROXY {
        @Override
        String body(Form form, String name, List<Entry> entries) {
            String check =
                    " check" + form.checkPort().map(port -> " port " + port).orElse("");
            return "backend " + name + "\n"
                    + lines(
                            entries,
                            entry -> "    server " + entry.name() + " " + bracketed(entry, form) + check
                                    + form.suffix());
        }
    },

    /// An inventory in INI form. A group's name must be a variable's name there. Source: *How to
    /// build your inventory*, Ansible documentation.
    ANSIBLE {
        @Override
        String body(Form form, String name, List<Entry> entries) {
            String ansiblePort =
                    form.port().map(number -> " ansible_port=" + number).orElse("");
            return "[" + name.replace('-', '_') + "]\n"
                    + lines(entries, entry -> entry.name() + " ansible_host=" + entry.address() + ansiblePort);
        }
    },

    /// Lines for `/etc/hosts`: both families of a server have one name there. Source: hosts(5).
    HOSTS {
        @Override
        String body(Form form, String name, List<Entry> entries) {
            return lines(entries, entry -> entry.address() + "\t" + entry.instance() + "." + name);
        }
    };

    /// See [Form#body].
    abstract String body(Form form, String name, List<Entry> entries);

    /// The one that settings call so, `file_sd`.
    public static Format parse(String text) {
        for (Format format : values()) {
            if (format.toString().equals(text)) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "expected one of json, csv, plain, file_sd, nginx, nginx_allow, haproxy, ansible, hosts");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it is JSON as a whole.
    public boolean isJson() {
        return this == JSON || this == FILE_SD;
    }

    private static String lines(List<Entry> entries, Function<Entry, String> line) {
        return entries.stream().map(line).map(text -> text + "\n").collect(Collectors.joining());
    }

    private static String bare(Entry entry, Form form) {
        return form.port().isPresent()
                ? bracketed(entry, form)
                : entry.address().toString();
    }

    private static String bracketed(Entry entry, Form form) {
        return entry.address().host() + form.port().map(number -> ":" + number).orElse("");
    }

    private static Map<String, Object> json(Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("address", entry.address().toString());
        json.put("instance", entry.instance());
        json.put("group", entry.group());
        json.put("zone", entry.zone());
        return json;
    }
}
