package dev.nightshift.local.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.local.aws.data.CacheUsers;
import dev.nightshift.local.aws.data.ElastiCache;
import dev.nightshift.local.aws.data.MemoryDb;
import dev.nightshift.local.aws.data.Rds;
import dev.nightshift.local.aws.data.ReplicationGroups;
import dev.nightshift.local.aws.ec2.AutoScaling;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ecs.Ecs;
import dev.nightshift.local.aws.front.Calls;
import dev.nightshift.local.aws.front.Faults;
import dev.nightshift.local.aws.front.Front;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.policy.Principals;
import dev.nightshift.local.aws.policy.Role;
import dev.nightshift.local.aws.route53.Route53;
import dev.nightshift.local.aws.s3.S3;
import dev.nightshift.local.aws.security.AccessKeys;
import dev.nightshift.local.aws.security.Iam;
import dev.nightshift.local.aws.security.Kms;
import dev.nightshift.local.aws.security.ServerCertificates;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.sns.Sns;
import dev.nightshift.local.aws.ssm.Ssm;
import dev.nightshift.local.aws.web.Acm;
import dev.nightshift.local.aws.web.ApiGateway;
import dev.nightshift.local.aws.web.CloudFront;
import dev.nightshift.local.aws.web.LoadBalancing;
import dev.nightshift.local.aws.wire.Octets;
import dev.nightshift.local.aws.wire.Place;
import dev.nightshift.local.aws.wire.Reply;
import dev.nightshift.local.aws.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The embedded AWS endpoint, on a free port of 127.0.0.1 until it is closed.
///
/// Give [#endpoint] to an SDK client, or as `AWS_ENDPOINT_URL` to a process, with any credentials. Region and service
/// are read from the signature's scope, which is not verified; the access key decides account and permissions.
public final class LocalAws implements AutoCloseable {
    /// The account of access keys that were not registered.
    public static final String DEFAULT_ACCOUNT = Place.DEFAULT_ACCOUNT;

    private static final Set<String> GLOBAL = Set.of("iam", "route53");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Calls calls = new Calls();
    private final Faults faults = new Faults();
    private final Front front;
    private final Principals principals = new Principals();
    private final Services services;

    private LocalAws(HttpServer server, InstantSource clock) {
        this.server = server;
        this.services = new Services(clock, principals);
        this.front = new Front(clock, calls, faults);
    }

    /// Starts an endpoint.
    ///
    /// @param clock what its instants come from, and what its transitions wait for
    public static LocalAws start(InstantSource clock) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            LocalAws aws = new LocalAws(server, clock);
            server.createContext("/", aws::handle);
            server.setExecutor(aws.threads);
            server.start();
            return aws;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All that can be asked here, as IAM actions: `ec2:StopInstances`.
    public static Set<String> actions() {
        return Services.actions();
    }

    /// Where it listens.
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// The default account's instances in a region.
    public Ec2 ec2(String region) {
        return ec2(DEFAULT_ACCOUNT, region);
    }

    /// An account's instances in a region.
    public Ec2 ec2(String account, String region) {
        return (Ec2) services.of("ec2", new Place(account, region));
    }

    /// The default account's Auto Scaling groups in a region.
    public AutoScaling autoScaling(String region) {
        return autoScaling(DEFAULT_ACCOUNT, region);
    }

    /// An account's Auto Scaling groups in a region.
    public AutoScaling autoScaling(String account, String region) {
        return (AutoScaling) services.of("autoscaling", new Place(account, region));
    }

    /// The default account's target groups in a region.
    public LoadBalancing loadBalancing(String region) {
        return loadBalancing(DEFAULT_ACCOUNT, region);
    }

    /// An account's target groups in a region.
    public LoadBalancing loadBalancing(String account, String region) {
        return (LoadBalancing) services.of("elasticloadbalancing", new Place(account, region));
    }

    /// The default account's users of ElastiCache in a region.
    public CacheUsers elastiCacheUsers(String region) {
        return ((ElastiCache) services.of("elasticache", new Place(DEFAULT_ACCOUNT, region))).users();
    }

    /// The default account's replication groups of ElastiCache in a region.
    public ReplicationGroups replicationGroups(String region) {
        return ((ElastiCache) services.of("elasticache", new Place(DEFAULT_ACCOUNT, region))).groups();
    }

    /// The default account's users of MemoryDB in a region.
    public CacheUsers memoryDbUsers(String region) {
        return ((MemoryDb) services.of("memorydb", new Place(DEFAULT_ACCOUNT, region))).users();
    }

    /// The default account's domain names of API Gateway in a region.
    public ApiGateway apiGateway(String region) {
        return (ApiGateway) services.of("apigateway", new Place(DEFAULT_ACCOUNT, region));
    }

    /// The default account's hosted zones.
    public Route53 route53() {
        return route53(DEFAULT_ACCOUNT);
    }

    /// An account's hosted zones.
    public Route53 route53(String account) {
        return (Route53) services.of("route53", new Place(account, ""));
    }

    /// An account's distributions.
    public CloudFront cloudFront(String account) {
        return (CloudFront) services.of("cloudfront", new Place(account, "us-east-1"));
    }

    /// The default account's distributions.
    public CloudFront cloudFront() {
        return cloudFront(DEFAULT_ACCOUNT);
    }

    /// The default account's topics in a region.
    public Sns sns(String region) {
        return sns(DEFAULT_ACCOUNT, region);
    }

    /// An account's topics in a region.
    public Sns sns(String account, String region) {
        return (Sns) services.of("sns", new Place(account, region));
    }

    /// The default account's container services in a region.
    public Ecs ecs(String region) {
        return ecs(DEFAULT_ACCOUNT, region);
    }

    /// An account's container services in a region.
    public Ecs ecs(String account, String region) {
        return (Ecs) services.of("ecs", new Place(account, region));
    }

    /// The default account's keys in a region.
    public Kms kms(String region) {
        return (Kms) services.of("kms", new Place(DEFAULT_ACCOUNT, region));
    }

    /// The default account's buckets in a region.
    public S3 s3(String region) {
        return s3(DEFAULT_ACCOUNT, region);
    }

    /// An account's buckets in a region.
    public S3 s3(String account, String region) {
        return (S3) services.of("s3", new Place(account, region));
    }

    /// The default account's parameters in a region.
    public Ssm ssm(String region) {
        return ssm(DEFAULT_ACCOUNT, region);
    }

    /// An account's parameters in a region.
    public Ssm ssm(String account, String region) {
        return (Ssm) services.of("ssm", new Place(account, region));
    }

    /// The default account's certificates in a region.
    public Acm acm(String region) {
        return acm(DEFAULT_ACCOUNT, region);
    }

    /// An account's certificates in a region.
    public Acm acm(String account, String region) {
        return (Acm) services.of("acm", new Place(account, region));
    }

    /// The default account's certificates in IAM.
    public ServerCertificates serverCertificates() {
        return serverCertificates(DEFAULT_ACCOUNT);
    }

    /// An account's certificates in IAM.
    public ServerCertificates serverCertificates(String account) {
        return iam(account).certificates();
    }

    /// The default account's users and their access keys.
    public AccessKeys accessKeys() {
        return accessKeys(DEFAULT_ACCOUNT);
    }

    /// An account's users and their access keys.
    public AccessKeys accessKeys(String account) {
        return iam(account).accessKeys();
    }

    private Iam iam(String account) {
        return (Iam) services.of("iam", new Place(account, ""));
    }

    /// The default account's database instances in a region.
    public Rds rds(String region) {
        return rds(DEFAULT_ACCOUNT, region);
    }

    /// An account's database instances in a region.
    public Rds rds(String account, String region) {
        return (Rds) services.of("rds", new Place(account, region));
    }

    /// Says who calls with an access key, instead of one who may do all in the default account.
    public void register(String accessKey, Principal principal) {
        principals.register(accessKey, principal);
    }

    /// Makes a role that others may assume.
    public void register(Role role) {
        principals.register(role);
    }

    /// The calls that came in.
    public Calls calls() {
        return calls;
    }

    /// What goes wrong.
    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = Request.read(exchange);
            Principal caller = principals.of(request.accessKey());
            String region = GLOBAL.contains(request.service()) ? "" : request.region();
            Service service = services.of(request.service(), new Place(caller.account(), region));
            Optional<Reply> reply = front.answer(request, caller, service);
            if (reply.isPresent()) {
                send(exchange, reply.get());
            }
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = Octets.bytes(reply.body());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(reply.status(), -1);
        } else {
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
