package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Json;
import dev.nightshift.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/// A synthesized site. Synthesis takes seconds, so the site that most tests look at is synthesized once.
///
/// @param template of its only stack
/// @param folder the cloud assembly
@NullUnmarked // A key that a template lacks fails the test.
record Assembly(String template, Path folder) {
    static final Repository REPOSITORY =
            new Repository(Path.of(Objects.requireNonNull(System.getProperty("nightshift.root"))));

    /// Has every optional part: other regions and accounts, addresses, chat, keys, reserved concurrency.
    static final String SITE = """
            site: acme-prod
            zone: Europe/Berlin
            watch: {regions: [eu-central-1, sa-east-1], accounts: ["444455556666"], externalId: acme-nightshift}
            notify: {email: [platform@acme.example], chat: {workspace: T0ACME, channel: C0OPS}}
            logs: {retainDays: 30}
            functions:
              weekend-instance-stopper:
                tag: acme:hours
                reservedConcurrency: 1
                volumeKeys: [arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab]
                schedules: {lab: {stop: [Fri 18:00 -> Mon 08:00]}}
            """;

    /// The one assembly of [#SITE] that all tests share.
    static Assembly shared() {
        return Shared.ASSEMBLY;
    }

    static Assembly of(String site) {
        Path folder = temporaryFolder();
        App app = Synth.app(AppProps.builder().outdir(folder.toString()));
        NightshiftStack stack = Synth.stack(app, site(site), REPOSITORY);
        app.synth();
        return new Assembly(stack.getTemplateFile(), folder);
    }

    /// The site file of the project itself.
    static Assembly ofCommittedSite() {
        try {
            return of(Files.readString(
                    Path.of(Objects.requireNonNull(System.getProperty("nightshift.root")), "infra", "site.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What other accounts deploy.
    Assembly accounts() {
        return new Assembly(template.replace(".template.json", "-watch.template.json"), folder.resolve("accounts"));
    }

    static Site site(String yaml) {
        try {
            return Site.read(Files.writeString(temporaryFolder().resolve("site.yaml"), yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path templateFile() {
        return folder.resolve(template);
    }

    /// The resources of a type, by logical id.
    Map<String, Map<?, ?>> resources(String type) {
        Map<String, Map<?, ?>> found = new LinkedHashMap<>();
        section("Resources").forEach((id, resource) -> {
            if (resource instanceof Map<?, ?> map && type.equals(map.get("Type"))) {
                found.put(String.valueOf(id), map);
            }
        });
        return found;
    }

    Map<?, ?> section(String name) {
        return (Map<?, ?>) ((Map<?, ?>) Json.read(templateFile())).get(name);
    }

    /// The properties of the one resource of a type.
    Map<String, Object> only(String type) {
        Map<String, Map<?, ?>> resources = resources(type);
        assertThat(resources).as(type).hasSize(1);
        return properties(resources.values().iterator().next());
    }

    String id(String type) {
        return resources(type).keySet().iterator().next();
    }

    Map<?, ?> ref(String type) {
        return Map.of("Ref", id(type));
    }

    String idWhere(String type, String property, String value) {
        return resources(type).entrySet().stream()
                .filter(resource -> value.equals(properties(resource.getValue()).get(property)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    String topic(String displayName) {
        return idWhere("AWS::SNS::Topic", "DisplayName", displayName);
    }

    static List<Map<?, ?>> statements(Object document) {
        return ((List<?>) ((Map<?, ?>) document).get("Statement"))
                .stream().<Map<?, ?>>map(statement -> (Map<?, ?>) statement).toList();
    }

    static Map<String, Object> properties(Map<?, ?> resource) {
        return asMap((Map<?, ?>) resource.get("Properties"));
    }

    static Map<String, Object> asMap(Map<?, ?> map) {
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(REPOSITORY.root().resolve(Path.of("infra", "target", "synth"))), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final Assembly ASSEMBLY = of(SITE);
    }
}
