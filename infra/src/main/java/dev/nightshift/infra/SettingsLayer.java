package dev.nightshift.infra;

import dev.nightshift.site.SiteSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/// A function's settings as a file that Lambda puts beside the function.
///
/// A layer and not variables, which are capped at 4 KB; and versioned with the function, so that an alias that is set
/// back brings the old settings back.
final class SettingsLayer {
    private SettingsLayer() {}

    /// Where the function finds its settings.
    static String path(String function) {
        return "/opt/nightshift/" + function + ".json";
    }

    static LayerVersion create(Construct scope, String id, String function, Map<String, Object> settings) {
        try {
            Path layer = Files.createTempDirectory("nightshift-layer");
            Path file = layer.resolve("nightshift/" + function + ".json");
            Files.createDirectory(layer.resolve("nightshift"));
            Files.writeString(file, SiteSettings.json(settings));
            LayerVersion version = LayerVersion.Builder.create(scope, id)
                    .description("Settings of " + function)
                    .code(Code.fromAsset(layer.toString()))
                    .compatibleArchitectures(List.of(Architecture.ARM_64))
                    .compatibleRuntimes(List.of(Runtime.JAVA_25))
                    .build();
            // Staged by now.
            Files.delete(file);
            Files.delete(layer.resolve("nightshift"));
            Files.delete(layer);
            return version;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the settings of " + function, e);
        }
    }

    /// One entry for each value: `name.schedules.office-hours.stop[0]` = `Fri 18:00 -> Mon 08:00`.
    static void flatten(String path, Object tree, Map<String, Object> values) {
        switch (tree) {
            case Map<?, ?> map -> new TreeMap<>(map).forEach((key, value) -> flatten(path + "." + key, value, values));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    flatten(path + "[" + i + "]", list.get(i), values);
                }
            }
            default -> values.put(path, tree.toString());
        }
    }
}
