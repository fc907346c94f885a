package dev.nightshift.infra;

import dev.nightshift.certificates.settings.Inventories;
import dev.nightshift.certificates.settings.Source;
import dev.nightshift.site.CheckerSite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.constructs.Construct;

/// The function that looks at certificates, with what it may do: look, and keep its own state and reports.
final class SslExpiryChecker extends Construct {
    private static final String LISTING = "List actions know no resources.";
    private static final String DESCRIBING = "Describe actions of Elastic Load Balancing know no resources.";
    private static final String ALL = "All certificates and databases of the account are looked at.";

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
    static List<Permission> inventory(Inventories wanted) {
        List<Permission> statements = new ArrayList<>();
        if (wanted.acm()) {
            statements.add(Permission.allow("ListCertificates", List.of("acm:ListCertificates"), List.of("*"))
                    .because(LISTING));
            statements.add(Permission.allow(
                            "DescribeCertificates",
                            List.of("acm:DescribeCertificate"),
                            List.of(Permission.arn("acm", "*", "certificate/*")))
                    .because(ALL));
        }
        if (wanted.iam()) {
            statements.add(
                    Permission.allow("ListUploadedCertificates", List.of("iam:ListServerCertificates"), List.of("*"))
                            .because(LISTING));
        }
        if (wanted.rds()) {
            statements.add(Permission.allow(
                            "DescribeDatabases",
                            List.of("rds:DescribeDBInstances"),
                            List.of(Permission.arn("rds", "*", "db:*")))
                    .because(ALL));
        }
        statements.addAll(fronts(wanted));
        return statements;
    }

    /// What shows certificates to clients.
    private static List<Permission> fronts(Inventories wanted) {
        List<Permission> statements = new ArrayList<>();
        if (wanted.loadBalancers()) {
            statements.add(Permission.allow(
                            "DescribeLoadBalancers",
                            List.of(
                                    "elasticloadbalancing:DescribeAccountLimits",
                                    "elasticloadbalancing:DescribeListenerCertificates",
                                    "elasticloadbalancing:DescribeListeners",
                                    "elasticloadbalancing:DescribeLoadBalancers"),
                            List.of("*"))
                    .because(DESCRIBING));
        }
        if (wanted.cloudFront()) {
            statements.add(Permission.allow("ListDistributions", List.of("cloudfront:ListDistributions"), List.of("*"))
                    .because(LISTING));
        }
        if (wanted.apiGateway()) {
            statements.add(Permission.allow(
                            "ReadApiDomains",
                            List.of("apigateway:GET"),
                            List.of("arn:%s:apigateway:*::/domainnames".formatted(Aws.PARTITION)))
                    .because("Domain names of all regions that are looked at."));
        }
        return statements;
    }

    private static List<Permission> lists(List<Source> sources) {
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
        List<Permission> statements = new ArrayList<>();
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
