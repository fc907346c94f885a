package dev.nightshift.infra;

import dev.nightshift.certificates.Inventories;
import dev.nightshift.certificates.Source;
import dev.nightshift.site.CheckerSite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The function that looks at certificates, with what it may do: look, and keep its own state and reports.
final class SslExpiryChecker extends Construct {
    SslExpiryChecker(Construct scope, CheckerSite site, Shared shared) {
        super(scope, site.name());
        new ScheduledFunction(
                this,
                "Default",
                new FunctionSpec(
                        site,
                        Stream.of(
                                        inventory(site.config().inventory()),
                                        lists(site.config().sources()),
                                        shared.state().keeping(site.config().name()))
                                .flatMap(List::stream)
                                .toList()),
                shared);
    }

    /// The same wherever it looks.
    static List<PolicyStatement> inventory(Inventories wanted) {
        List<PolicyStatement> statements = new ArrayList<>();
        if (wanted.acm()) {
            statements.add(allow("ListCertificates", "acm:ListCertificates", List.of("*")));
            statements.add(allow(
                    "DescribeCertificates",
                    "acm:DescribeCertificate",
                    List.of("arn:%s:acm:*:%s:certificate/*".formatted(Aws.PARTITION, Aws.ACCOUNT_ID))));
        }
        if (wanted.iam()) {
            statements.add(allow("ListUploadedCertificates", "iam:ListServerCertificates", List.of("*")));
        }
        if (wanted.rds()) {
            statements.add(allow(
                    "DescribeDatabases",
                    "rds:DescribeDBInstances",
                    List.of("arn:%s:rds:*:%s:db:*".formatted(Aws.PARTITION, Aws.ACCOUNT_ID))));
        }
        return statements;
    }

    private static List<PolicyStatement> lists(List<Source> sources) {
        List<String> objects = new ArrayList<>();
        List<String> buckets = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        for (Source source : sources) {
            switch (source) {
                case Source.S3Object(String bucket, String key) -> {
                    objects.add("arn:%s:s3:::%s/%s".formatted(Aws.PARTITION, bucket, key));
                    buckets.add("arn:%s:s3:::%s".formatted(Aws.PARTITION, bucket));
                }
                case Source.Parameter(String name) ->
                    parameters.add("arn:%s:ssm:%s:%s:parameter/%s"
                            .formatted(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID, name.replaceFirst("^/", "")));
            }
        }
        List<PolicyStatement> statements = new ArrayList<>();
        if (!objects.isEmpty()) {
            statements.add(allow("ReadLists", "s3:GetObject", objects));
            // Else S3 says of a list that is not there that it is forbidden.
            statements.add(allow("KnowWhichListsAreAbsent", "s3:ListBucket", buckets));
        }
        if (!parameters.isEmpty()) {
            statements.add(allow("ReadParameters", "ssm:GetParameter", parameters));
        }
        return statements;
    }

    private static PolicyStatement allow(String sid, String action, List<String> resources) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(List.of(action))
                .resources(resources.stream().distinct().toList())
                .build();
    }
}
