package dev.nightshift.local.ops;

import dev.nightshift.kit.Json;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.site.FunctionSite;
import dev.nightshift.site.SiteSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where a function's settings are, for the commands that need them.
final class SettingsOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A site file, or the function's own settings (*.json as deployed, else YAML); by default infra/site.yaml.")
    private Path file = Checkout.current().site();

    /// As the person named it.
    Path file() {
        return file;
    }

    /// Whether the file is what a function reads, not a site's.
    boolean isDeployed() {
        return file.toString().endsWith(".json");
    }

    /// What the site file says about a function.
    ///
    /// @param function the key of its entry
    /// @throws dev.nightshift.kit.SettingsException as [SiteSettings#of]
    FunctionSite site(String function) {
        return SiteSettings.of(file, function);
    }

    /// The settings as maps, lists and values.
    ///
    /// @throws dev.nightshift.kit.SettingsException when there is no such file, or it has no such settings
    Object tree(String function) {
        return isDeployed() ? Json.read(file) : site(function).settings();
    }
}
