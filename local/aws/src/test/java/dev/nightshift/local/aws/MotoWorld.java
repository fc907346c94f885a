package dev.nightshift.local.aws;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.sns.SnsClient;

/// A moto server, seeded through its own API.
final class MotoWorld implements World {
    private static final String IMAGE = "ami-12c6146b";

    private final URI endpoint;
    private final Clients clients;
    private final Map<String, SelfSigned> certificates = new HashMap<>();

    MotoWorld(URI endpoint) {
        this.endpoint = endpoint;
        this.clients = new Clients(endpoint, "AKIDMOTO");
    }

    @Override
    public Clients clients() {
        return clients;
    }

    @Override
    public Clients with(String accessKey) {
        return new Clients(endpoint, accessKey);
    }

    @Override
    public void user(String path, String name) {
        iam().createUser(request -> request.path(path).userName(name));
    }

    @Override
    public void service(String cluster, String name, String valueFrom) {
        ecs().createCluster(request -> request.clusterName(cluster));
        ContainerDefinition container = ContainerDefinition.builder()
                .name("main")
                .image("scratch")
                .memory(64)
                .secrets(Secret.builder().name("DATABASE").valueFrom(valueFrom).build())
                .build();
        String definition = ecs().registerTaskDefinition(request -> request.family(cluster + "-" + name)
                        .networkMode("awsvpc")
                        .containerDefinitions(container))
                .taskDefinition()
                .taskDefinitionArn();
        ecs().createService(request -> request.cluster(cluster)
                .serviceName(name)
                .taskDefinition(definition)
                .desiredCount(2));
    }

    /// Moto's services start no tasks, and its tasks must name their security groups.
    @Override
    public String task(String cluster, String service) {
        String arn = ecs().runTask(request -> request.cluster(cluster)
                        .taskDefinition(cluster + "-" + service)
                        .group("service:" + service)
                        .startedBy("ecs-svc/1")
                        .launchType("FARGATE")
                        .networkConfiguration(
                                network -> network.awsvpcConfiguration(vpc -> vpc.securityGroups(List.of())
                                        .subnets(ec2().describeSubnets()
                                                .subnets()
                                                .getFirst()
                                                .subnetId()))))
                .tasks()
                .getFirst()
                .taskArn();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /// A group needs something that it would launch.
    @Override
    public void group(String name, Map<String, String> tags) {
        autoScaling()
                .createLaunchConfiguration(request ->
                        request.launchConfigurationName(name).imageId(IMAGE).instanceType("m7g.large"));
        autoScaling()
                .createAutoScalingGroup(request -> request.autoScalingGroupName(name)
                        .launchConfigurationName(name)
                        .minSize(0)
                        .maxSize(1)
                        .availabilityZones(Clients.REGION + "a")
                        .tags(tags.entrySet().stream()
                                .map(tag -> software.amazon.awssdk.services.autoscaling.model.Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .propagateAtLaunch(false)
                                        .build())
                                .toList()));
    }

    @Override
    public void serve(String group, int servers) {
        autoScaling()
                .updateAutoScalingGroup(request ->
                        request.autoScalingGroupName(group).maxSize(servers).desiredCapacity(servers));
    }

    @Override
    public String targetGroup(String name, String group) {
        String arn = loadBalancing()
                .createTargetGroup(request -> request.name(name)
                        .protocol("HTTP")
                        .port(80)
                        .vpcId(ec2().describeVpcs().vpcs().getFirst().vpcId()))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        autoScaling()
                .attachLoadBalancerTargetGroups(
                        request -> request.autoScalingGroupName(group).targetGroupARNs(arn));
        return arn;
    }

    @Override
    public String balancer(String name) {
        List<String> subnets = ec2().describeSubnets().subnets().stream()
                .map(Subnet::subnetId)
                .limit(2)
                .toList();
        return loadBalancing()
                .createLoadBalancer(
                        request -> request.name(name).scheme("internet-facing").subnets(subnets))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
    }

    @Override
    public String listener(String balancer, List<String> certificates) {
        List<Certificate> shown = certificates.stream()
                .map(arn -> Certificate.builder().certificateArn(arn).build())
                .toList();
        Action action = Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(response -> response.statusCode("404"))
                .build();
        String listener = loadBalancing()
                .createListener(request -> request.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTPS)
                        .port(443)
                        .certificates(shown.getFirst())
                        .defaultActions(action))
                .listeners()
                .getFirst()
                .listenerArn();
        loadBalancing()
                .addListenerCertificates(
                        request -> request.listenerArn(listener).certificates(shown.subList(1, shown.size())));
        return listener;
    }

    @Override
    public String launch(Map<String, String> tags) {
        List<Tag> all = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        RunInstancesRequest.Builder request = RunInstancesRequest.builder()
                .imageId(IMAGE)
                .instanceType(InstanceType.M7_G_LARGE)
                .minCount(1)
                .maxCount(1);
        if (!all.isEmpty()) {
            request.tagSpecifications(TagSpecification.builder()
                    .resourceType(ResourceType.INSTANCE)
                    .tags(all)
                    .build());
        }
        return ec2().runInstances(request.build()).instances().getFirst().instanceId();
    }

    @Override
    public void terminate(String instanceId) {
        ec2().terminateInstances(request -> request.instanceIds(instanceId));
    }

    @Override
    public void protectFromStop(String instanceId) {
        ec2().modifyInstanceAttribute(
                        request -> request.instanceId(instanceId).disableApiStop(stop -> stop.value(true)));
    }

    @Override
    public String prefixList(String family, int maxEntries) {
        return ec2().createManagedPrefixList(request -> request.prefixListName("nightshift")
                        .addressFamily(family)
                        .maxEntries(maxEntries))
                .prefixList()
                .prefixListId();
    }

    @Override
    public String zone(String name) {
        return clients.of(Route53Client::builder)
                .createHostedZone(request -> request.name(name).callerReference(name))
                .hostedZone()
                .id()
                .replace("/hostedzone/", "");
    }

    @Override
    public String topic(String name) {
        return sns().createTopic(request -> request.name(name)).topicArn();
    }

    @Override
    public void bucket(String name) {
        s3().createBucket(request ->
                request.bucket(name).createBucketConfiguration(place -> place.locationConstraint(Clients.REGION)));
        s3().putBucketVersioning(request -> request.bucket(name)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
    }

    /// Moto lets everybody assume what is not even there.
    @Override
    public String role(String account, String name, String externalId) {
        return "arn:aws:iam::%s:role/%s".formatted(account, name);
    }

    // Each takes a process of its own.
    private SelfSigned made(String domain, String key, Duration lifetime) {
        return certificates.computeIfAbsent(domain + key, name -> SelfSigned.of(domain, key, lifetime));
    }

    @Override
    public String imported(String domain, String key, Duration lifetime) {
        SelfSigned made = made(domain, key, lifetime);
        return acm().importCertificate(request -> request.certificate(SdkBytes.fromUtf8String(made.certificate()))
                        .privateKey(SdkBytes.fromUtf8String(made.privateKey())))
                .certificateArn();
    }

    @Override
    public String uploaded(String name, Duration lifetime) {
        SelfSigned made = made(name + ".test", "RSA_2048", lifetime);
        return iam().uploadServerCertificate(request -> request.serverCertificateName(name)
                        .certificateBody(made.certificate())
                        .privateKey(made.privateKey()))
                .serverCertificateMetadata()
                .arn();
    }

    @Override
    public String database(String identifier) {
        return rds().createDBInstance(request -> request.dbInstanceIdentifier(identifier)
                        .engine("postgres")
                        .dbInstanceClass("db.m7g.large")
                        .allocatedStorage(20)
                        .masterUsername("master")
                        .masterUserPassword("no-secret"))
                .dbInstance()
                .dbInstanceArn();
    }

    @Override
    public void close() {
        clients.close();
    }

    private AcmClient acm() {
        return clients.of(AcmClient::builder);
    }

    private AutoScalingClient autoScaling() {
        return clients.of(AutoScalingClient::builder);
    }

    private Ec2Client ec2() {
        return clients.of(Ec2Client::builder);
    }

    private EcsClient ecs() {
        return clients.of(EcsClient::builder);
    }

    private IamClient iam() {
        return clients.of(IamClient::builder);
    }

    private ElasticLoadBalancingV2Client loadBalancing() {
        return clients.of(ElasticLoadBalancingV2Client::builder);
    }

    private RdsClient rds() {
        return clients.of(RdsClient::builder);
    }

    private S3Client s3() {
        return clients.of(S3Client::builder);
    }

    private SnsClient sns() {
        return clients.of(SnsClient::builder);
    }
}
