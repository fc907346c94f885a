package dev.nightshift.local.ops;

import dev.nightshift.kit.Environment;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Refusal;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.site.Site;
import java.util.Map;
import picocli.CommandLine.Option;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The bucket of a site, for the commands that need it.
final class SiteBucket {
    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            defaultValue = "${env:" + Environment.BUCKET + "}",
            description = "The site's bucket; by default $" + Environment.BUCKET
                    + ", or what the deployment left in Parameter Store.")
    private String bucket = "";

    /// The bucket's name.
    ///
    /// @throws Failure when nothing says which it is
    String name(Site site, Clients clients) {
        if (!bucket.isEmpty()) {
            return bucket;
        }
        try {
            return clients.json("ssm", "AmazonSSM")
                    .call("GetParameter", Map.of("Name", site.bucketParameter()))
                    .text("Parameter", "Value");
        } catch (AwsServiceException e) {
            if (!Refusal.is(e, "ParameterNotFound")) {
                throw e;
            }
            throw new Failure("%s: not found in %s: deploy the site %s, or name its bucket with --bucket"
                    .formatted(site.bucketParameter(), clients.region().id(), site.name()));
        }
    }
}
