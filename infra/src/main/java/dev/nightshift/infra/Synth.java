package dev.nightshift.infra;

import dev.nightshift.kit.SettingsException;
import dev.nightshift.site.Site;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;

/// Turns a site file into a cloud assembly: what `cdk` runs as its app.
///
/// The file is `site.yaml`, or what the context key `site` names (`cdk -c site=prod.yaml`). The assembly goes where
/// `CDK_OUTDIR` says. The repository's root is the system property `nightshift.root`.
public final class Synth {
    // What `cdk` sets for the apps it runs. Without it nobody would read the assembly's errors.
    private static final String CLI_VERSION = "CDK_CLI_VERSION";

    private Synth() {}

    /// A site file that cannot be used makes an assembly that says why, one error for each problem: `cdk` prints them
    /// and goes no further.
    public static void main(String[] args) {
        App app = app(AppProps.builder());
        Object file = app.getNode().tryGetContext("site");
        try {
            Site site = Site.read(Path.of(file == null ? "site.yaml" : file.toString()));
            stack(app, site, new Repository(Path.of(System.getProperty("nightshift.root", ".."))));
        } catch (SettingsException e) {
            Stack refused = new Stack(app, "nightshift");
            Validations.of(refused)
                    .acknowledge(Acknowledgment.builder()
                            .id("CloudFormation-Validate::F0001")
                            .reason("A stack without resources: there is nothing to deploy.")
                            .build());
            String.valueOf(e.getMessage()).lines().forEach(Annotations.of(refused)::addError);
            if (System.getenv(CLI_VERSION) == null) {
                System.err.println(e.getMessage());
                System.exit(1);
            }
        }
        app.synth();
    }

    /// Everything of a site: its stack, and beside it, in the folder `accounts`, what other accounts deploy.
    ///
    /// That one is an assembly of its own: with two stacks in one, `cdk deploy` would have to be told which.
    static NightshiftStack stack(App app, Site site, Repository repository) {
        if (WatchedAccount.isNeeded(site)) {
            App accounts = app(AppProps.builder()
                    .outdir(Path.of(app.getOutdir(), "accounts").toString()));
            new WatchedAccount(accounts, site);
            accounts.synth();
        }
        return new NightshiftStack(app, site, repository);
    }

    /// An app with the feature flags of this project, which no `cdk.json` and no `-c` changes.
    static App app(AppProps.Builder props) {
        Map<String, Object> flags = new TreeMap<>();
        // Else changed settings, which travel in a layer, make no new version and the alias keeps the old ones.
        flags.put("@aws-cdk/aws-lambda:recognizeLayerVersion", true);
        // Findings of CDK's own template validator fail the synthesis.
        flags.put("@aws-cdk/core:validateAgainstDefaultRules", true);
        flags.put("@aws-cdk/aws-iam:minimizePolicies", true);
        flags.put("@aws-cdk/core:checkSecretUsage", true);
        flags.put("@aws-cdk/core:target-partitions", new String[] {"aws", "aws-cn"});
        return new App(props.postCliContext(flags)
                .analyticsReporting(false)
                .stackTraces(false)
                .build());
    }
}
