package dev.nightshift.local.ops.lambda;

import dev.nightshift.kit.Environment;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.site.FunctionSite;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// How functions of this checkout are run here.
public final class Functions {
    /// The bucket at an embedded endpoint.
    public static final String BUCKET = "nightshift-local";

    private Functions() {}

    /// A function as a site deploys it.
    ///
    /// @param settings its settings file
    /// @param outlets the variables that name its topic and its bucket
    public static FunctionConfiguration configuration(
            Checkout checkout, FunctionSite site, Path settings, Map<String, String> outlets) {
        return configuration(checkout, site.kind(), site.deployment().memoryMiB(), settings, outlets);
    }

    /// A function as a site deploys it that says nothing of its memory.
    ///
    /// @param settings its settings file
    /// @param outlets the variables that name its topic and its bucket
    public static FunctionConfiguration configuration(
            Checkout checkout, FunctionSite.Kind kind, Path settings, Map<String, String> outlets) {
        return configuration(checkout, kind, kind.memoryMiB(), settings, outlets);
    }

    private static FunctionConfiguration configuration(
            Checkout checkout, FunctionSite.Kind kind, int memoryMiB, Path settings, Map<String, String> outlets) {
        Map<String, String> variables = new TreeMap<>(kind.standIns());
        variables.putAll(outlets);
        variables.put(Environment.CONFIG, settings.toAbsolutePath().toString());
        String name = kind.functionName();
        return new FunctionConfiguration(
                name, checkout.archive(name), kind.handler().getName(), memoryMiB, kind.timeout(), variables);
    }

    /// Makes a topic and a bucket at an embedded endpoint, as a site has them.
    ///
    /// @return the variables that name them
    public static Map<String, String> outlets(LocalAws aws, String account, String region) {
        aws.s3(account, region).bucket(BUCKET);
        return Map.of(
                Environment.TOPIC_ARN,
                aws.sns(account, region).topic("nightshift-reports"),
                Environment.BUCKET,
                BUCKET);
    }
}
