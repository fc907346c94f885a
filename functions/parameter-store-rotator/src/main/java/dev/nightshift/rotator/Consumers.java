package dev.nightshift.rotator;

import dev.nightshift.kit.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who holds values and has to be made to read them again after a publication.
///
/// @param services ECS services; each is redeployed when its task definition names a published parameter
/// @param reloads commands on instances
public record Consumers(List<Service> services, List<Reload> reloads) {

    /// An ECS service of the function's own account and region.
    public record Service(String cluster, String name) {
        private static Service parse(String text) {
            // CreateCluster and CreateService, Amazon ECS API Reference.
            if (!text.matches("[A-Za-z0-9_-]{1,255}/[A-Za-z0-9_-]{1,255}")) {
                throw new IllegalArgumentException("expected a cluster and a service, such as shop/web");
            }
            int slash = text.indexOf('/');
            return new Service(text.substring(0, slash), text.substring(slash + 1));
        }

        /// As the settings name it, `shop/web`.
        @Override
        public String toString() {
            return cluster + "/" + name;
        }
    }

    /// A Systems Manager document that runs on the instances with a tag, one after the other.
    ///
    /// @param document a document of the account, which takes no parameters
    /// @param paths it runs when something below one of them was published, each with a slash at its end
    public record Reload(String document, String tagKey, String tagValue, List<String> paths) {
        private static Reload from(Settings settings, List<String> all) {
            String tag = settings.at("tag").as(Reload::tag, "=");
            int equals = tag.indexOf('=');
            List<String> own = settings.at("paths").items().stream()
                    .map(item -> item.as(RotatorConfig::path, "/"))
                    .toList();
            return new Reload(
                    settings.at("document").as(Reload::document, ""),
                    tag.substring(0, equals),
                    tag.substring(equals + 1),
                    own.isEmpty() ? all : own);
        }

        // A document of AWS's runs what its parameters say, which would be a shell on every instance.
        private static String document(String text) {
            if (!text.matches("[A-Za-z0-9_.-]{3,128}") || text.matches("(?i)(aws|amazon|amzn).*")) {
                throw new IllegalArgumentException("expected the name of a document of your own, such as acme-reload");
            }
            return text;
        }

        private static String tag(String text) {
            if (!text.matches("[^=]{1,128}=.{1,256}")) {
                throw new IllegalArgumentException("expected a tag and its value, such as Service=shop");
            }
            return text;
        }

        /// When the newest value was published that this command is for.
        Optional<Instant> published(Map<String, Instant> all) {
            return all.entrySet().stream()
                    .filter(one -> paths.stream().anyMatch(one.getKey()::startsWith))
                    .map(Map.Entry::getValue)
                    .max(Instant::compareTo);
        }

        /// As people know it, `acme-reload on Service=shop`.
        @Override
        public String toString() {
            return document + " on " + tagKey + "=" + tagValue;
        }
    }

    /// @param paths all below which parameters may be rotated
    static Consumers from(Settings settings, List<String> paths) {
        return new Consumers(
                settings.at("ecs").items().stream()
                        .map(item -> item.as(Service::parse, new Service("", "")))
                        .toList(),
                settings.at("commands").items().stream()
                        .map(item -> Reload.from(item, paths))
                        .toList());
    }
}
