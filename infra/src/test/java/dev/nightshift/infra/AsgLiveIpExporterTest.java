package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.site.FunctionSite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A site that has the exporter alone, in account 111122223333 in eu-central-1.
class AsgLiveIpExporterTest {
    static final String SITE = """
            site: acme-prod
            zone: Europe/Berlin
            functions:
              asg-live-ip-exporter:
                outputs:
                  shop:
                    groups: [shop-blue, shop-green]
                    targetGroups: [shop-http]
                    publish:
                      - {to: s3, key: live/shop.conf, format: nginx}
                      - {to: parameter, name: /acme/live/shop, format: csv}
                  let-in:
                    groups: [shop-blue]
                    addresses: public-ipv4
                    publish:
                      - {to: prefix-list, id: pl-0123456789abcdef0}
                  names:
                    groups: [shop-blue]
                    publish:
                      - {to: route53, zone: Z01234567, under: live.example.com, name: shop.live.example.com}
                      - {to: route53, zone: Z01234567, under: live.example.com, name: _http._tcp.live.example.com, records: srv, port: 8080}
            """;
    static final Assembly ASSEMBLY = Assembly.of(SITE);
    static final Assembly SERVICES = Assembly.of(SITE.replace(
            "groups: [shop-blue, shop-green]", "groups: [shop-blue, shop-green]\n        services: [shop/web]"));

    private final Deployed deployed = new Deployed(ASSEMBLY);
    private final IamPolicy exporter = deployed.policyOf("What asg-live-ip-exporter may do");

    @ParameterizedTest
    @CsvSource({
        "autoscaling:DescribeAutoScalingGroups,     *,                                true",
        "ec2:DescribeInstances,                     *,                                true",
        "elasticloadbalancing:DescribeTargetHealth, *,                                true",
        "s3:GetObject,                              BUCKET/live/shop.conf,            true",
        "s3:PutObject,                              BUCKET/live/shop.conf,            true",
        "s3:PutObject,                              BUCKET/live/other.conf,           false",
        "s3:DeleteObject,                           BUCKET/live/shop.conf,            false",
        "s3:PutObject,                              BUCKET/state/asg-live-ip-exporter/shop.json, true",
        "s3:PutObject,                              BUCKET/state/weekend-instance-stopper/x,     false",
        "ssm:GetParameter,                          PARAMETER/acme/live/shop,         true",
        "ssm:PutParameter,                          PARAMETER/acme/live/shop,         true",
        "ssm:PutParameter,                          PARAMETER/acme/live/shop2,        false",
        "ssm:DeleteParameter,                       PARAMETER/acme/live/shop,         false",
        "ec2:DescribeManagedPrefixLists,            *,                                true",
        "ec2:GetManagedPrefixListEntries,           PREFIX/pl-0123456789abcdef0,      true",
        "ec2:ModifyManagedPrefixList,               PREFIX/pl-0123456789abcdef0,      true",
        "ec2:ModifyManagedPrefixList,               PREFIX/pl-0123456789abcdef1,      false",
        "ec2:DeleteManagedPrefixList,               PREFIX/pl-0123456789abcdef0,      false",
        "ec2:TerminateInstances,                    *,                                false",
        "autoscaling:SetDesiredCapacity,            *,                                false",
        "elasticloadbalancing:RegisterTargets,      *,                                false",
        "iam:PassRole,                              *,                                false"
    })
    void theExporterLooksEverywhereAndWritesWhatItsSettingsName(String action, String resource, boolean allowed) {
        String arn = resource.replace("BUCKET", deployed.arn("Bucket"))
                .replace("PREFIX", "arn:aws:ec2:eu-central-1:111122223333:prefix-list")
                .replace("PARAMETER", "arn:aws:ssm:eu-central-1:111122223333:parameter");

        assertThat(exporter.allows(IamRequest.of(action, arn))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "ecs:DescribeServices,       service/shop/web,  shop, true",
        "ecs:DescribeServices,       service/shop/cart, shop, false",
        "ecs:DescribeTasks,          task/shop/1234,    shop, true",
        "ecs:DescribeTasks,          task/jobs/1234,    jobs, false",
        "ecs:ListTasks,              *,                 shop, true",
        "ecs:ListTasks,              *,                 jobs, false",
        "ecs:DescribeTaskDefinition, *,                 shop, true",
        "ecs:UpdateService,          service/shop/web,  shop, false",
        "ecs:StopTask,               task/shop/1234,    shop, false",
        "ecs:RunTask,                *,                 shop, false"
    })
    void itLooksAtTheServicesThatItsSettingsNameAndNothingOfEcsElse(
            String action, String resource, String cluster, boolean allowed) {
        String place = "arn:aws:ecs:eu-central-1:111122223333:";
        IamRequest request = IamRequest.of(action, resource.equals("*") ? "*" : place + resource)
                .with("ecs:cluster", Set.of(place + "cluster/" + cluster));

        assertThat(new Deployed(SERVICES)
                        .policyOf("What asg-live-ip-exporter may do")
                        .allows(request))
                .isEqualTo(allowed);
        assertThat(exporter.allows(request)).isFalse();
    }

    /// What one batch asks for: all of its names, types and actions.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Z01234567 | shop.live.example.com _nightshift.shop.live.example.com | A AAAA TXT | CREATE DELETE | true
            Z01234567 | shop.live.example.com                                   | A          | UPSERT        | false
            Z01234567 | shop.live.example.com                                   | CNAME      | CREATE        | false
            Z01234567 | shop.live.example.com example.com                       | A          | CREATE        | false
            Z01234567 | www.live.example.com                                    | A          | DELETE        | false
            Z01234567 | x.shop.live.example.com                                 | A          | CREATE        | false
            Z01234567 | ''                                                      | A          | CREATE        | false
            Z76543210 | shop.live.example.com                                   | A          | CREATE        | false
            Z01234567 | _http._tcp.live.example.com i-0abc.live.example.com _nightshift._http._tcp.live.example.com | SRV A TXT | CREATE DELETE | true
            Z01234567 | _http._tcp.live.example.com www.live.example.com        | SRV A      | CREATE        | false
            Z01234567 | shop.live.example.com                                   | SRV        | CREATE        | false
            """)
    void theExporterMakesAndRemovesRecordsOfItsNamesAlone(
            String zone, String names, String types, String actions, boolean allowed) {
        String keys = "route53:ChangeResourceRecordSets";
        IamRequest request = IamRequest.of("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/" + zone)
                .with(keys + "NormalizedRecordNames", names.isEmpty() ? List.of() : List.of(names.split(" ")))
                .with(keys + "RecordTypes", List.of(types.split(" ")))
                .with(keys + "Actions", List.of(actions.split(" ")));

        assertThat(exporter.allows(request)).isEqualTo(allowed);
        assertThat(exporter.allows(
                        IamRequest.of("route53:ListResourceRecordSets", "arn:aws:route53:::hostedzone/" + zone)))
                .isEqualTo(zone.equals("Z01234567"));
    }

    @Test
    void theExporterTakesEventsFromItsOwnQueuesAlone() {
        String place = "arn:aws:sqs:eu-central-1:111122223333:nightshift-acme-prod-asg-live-ip-exporter-";

        assertThat(exporter.allows(IamRequest.of("sqs:ReceiveMessage", place + "events")))
                .isTrue();
        assertThat(exporter.allows(IamRequest.of("sqs:ReceiveMessage", place + "terminations.fifo")))
                .isTrue();
        assertThat(exporter.allows(IamRequest.of("sqs:ReceiveMessage", place + "failed")))
                .isFalse();
    }

    @Test
    void launchesAndTerminationsOfTheNamedGroupsReachItInBatchesOfTheirOwn() {
        assertThat(ASSEMBLY.resources("AWS::Events::Rule").values())
                .extracting(Assembly::properties)
                .allSatisfy(rule -> assertThat(rule).containsEntry("State", "ENABLED"))
                .extracting(rule -> rule.get("EventPattern"))
                .contains(
                        Map.of(
                                "source",
                                List.of("aws.autoscaling"),
                                "detail-type",
                                List.of("EC2 Instance Launch Successful"),
                                "detail",
                                Map.of("AutoScalingGroupName", List.of("shop-blue", "shop-green"))),
                        Map.of(
                                "source",
                                List.of("aws.autoscaling"),
                                "detail-type",
                                List.of("EC2 Instance Terminate Successful", "EC2 Instance-terminate Lifecycle Action"),
                                "detail",
                                Map.of("AutoScalingGroupName", List.of("shop-blue", "shop-green"))));
        assertThat(ASSEMBLY.resources("AWS::Lambda::EventSourceMapping").values())
                .extracting(Assembly::properties)
                .satisfiesExactlyInAnyOrder(
                        launches -> assertThat(launches)
                                .containsEntry("BatchSize", 1_000)
                                .containsEntry("MaximumBatchingWindowInSeconds", 60)
                                .containsEntry("ScalingConfig", Map.of("MaximumConcurrency", 2)),
                        terminations -> assertThat(terminations)
                                .containsEntry("BatchSize", 10)
                                .doesNotContainKeys("MaximumBatchingWindowInSeconds", "ScalingConfig"));
        assertThat(queue("events")).containsEntry("DelaySeconds", 20).containsEntry("VisibilityTimeout", 720);
    }

    /// Two batches at the same time would look twice, and race for the same lists.
    @Test
    void terminationsComeOneBatchAfterTheOtherAndAFailedOneHoldsUpTheOthersForOneTimeoutOnly() {
        assertThat(queue("terminations.fifo"))
                .containsEntry("FifoQueue", true)
                .containsEntry("ContentBasedDeduplication", true)
                .containsEntry("VisibilityTimeout", 120)
                .doesNotContainKey("DelaySeconds")
                .extractingByKey("RedrivePolicy", InstanceOfAssertFactories.MAP)
                .containsEntry("maxReceiveCount", 1);
        assertThat(queue("terminations-failed.fifo")).containsEntry("FifoQueue", true);
        assertThat(ASSEMBLY.resources("AWS::Events::Rule").values())
                .extracting(Assembly::properties)
                .flatExtracting(rule -> (List<?>) rule.getOrDefault("Targets", List.of()))
                .filteredOn(target -> target.toString().contains("Terminations"))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(target)
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("SqsParameters", Map.of("MessageGroupId", "nightshift")));
    }

    private static Map<String, Object> queue(String name) {
        String id =
                ASSEMBLY.idWhere("AWS::SQS::Queue", "QueueName", "nightshift-acme-prod-asg-live-ip-exporter-" + name);
        return Assembly.properties(
                Optional.ofNullable(ASSEMBLY.resources("AWS::SQS::Queue").get(id))
                        .orElseThrow());
    }

    @Test
    void whatReachesTheFunctionIsReadByItAsTheSameSettings() {
        FunctionSite site = Optional.ofNullable(Assembly.site(SITE).functions().get(LiveIpsConfig.NAME))
                .orElseThrow();

        assertThat(site.settings()).containsOnlyKeys("outputs", "zone");
    }
}
