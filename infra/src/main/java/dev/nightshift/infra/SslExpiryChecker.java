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
            statements.add(Permission.allow("ListCertificates", List.of("acm:ListCertificates"), List.of("*")));
            statements.add(Permission.allow(
                    "DescribeCertificates",
                    List.of("acm:DescribeCertificate"),
                    List.of(Permission.arn("acm", "*", "certificate/*"))));
        }
        if (wanted.iam()) {
            statements.add(
                    Permission.allow("ListUploadedCertificates", List.of("iam:ListServerCertificates"), List.of("*")));
        }
        if (wanted.rds()) {
            statements.add(Permission.allow(
                    "DescribeDatabases",
                    List.of("rds:DescribeDBInstances"),
                    List.of(Permission.arn("rds", "*", "db:*"))));
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
                    parameters.add(Permission.arn("ssm", "parameter/" + name.replaceFirst("^/", "")));
            }
        }
        List<PolicyStatement> statements = new ArrayList<>();
        if (!objects.isEmpty()) {
            statements.add(Permission.allow("ReadLists", List.of("s3:GetObject"), objects));
            // Else S3 says of a list that is not there that it is forbidden.
            statements.add(Permission.allow("KnowWhichListsAreAbsent", List.of("s3:ListBucket"), buckets));
        }
        if (!parameters.isEmpty()) {
            statements.add(Permission.allow("ReadParameters", List.of("ssm:GetParameter"), parameters));
        }
        return statements;
    }
}
