package dev.nightshift.local.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The embedded AWS endpoint, on a free port of 127.0.0.1 until it is closed.
///
/// Give [#endpoint] to an SDK client, or as `AWS_ENDPOINT_URL` to a process, with any credentials. Region and service
/// are read from the signature's scope, which is not verified; the access key decides account and permissions.
public final class LocalAws implements AutoCloseable {
    /// The account of access keys that were not registered.
    public static final String DEFAULT_ACCOUNT = "123456789012";

    private static final List<String> SERVICES = List.of(
            "acm",
            "autoscaling",
            "ec2",
            "elasticloadbalancing",
            "iam",
            "kms",
            "rds",
            "s3",
            "sns",
            "ssm",
            "sts",
            "tagging");

    private record Key(Place place, String service) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InstantSource clock;
    private final Calls calls = new Calls();
    private final Faults faults = new Faults();
    private final Front front;
    private final Principals principals = new Principals();
    private final Map<Key, Service> services = new ConcurrentHashMap<>();

    private LocalAws(HttpServer server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
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
        Set<String> actions = new TreeSet<>();
        for (String service : SERVICES) {
            service(service, new Place("", ""), InstantSource.system(), new Principals())
                    .actions()
                    .forEach(action -> actions.add((service.equals("tagging") ? "tag" : service) + ":" + action));
        }
        return actions;
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
        return (Ec2) service("ec2", new Place(account, region));
    }

    /// The default account's Auto Scaling groups in a region.
    public AutoScaling autoScaling(String region) {
        return autoScaling(DEFAULT_ACCOUNT, region);
    }

    /// An account's Auto Scaling groups in a region.
    public AutoScaling autoScaling(String account, String region) {
        return (AutoScaling) service("autoscaling", new Place(account, region));
    }

    /// The default account's target groups in a region.
    public LoadBalancing loadBalancing(String region) {
        return loadBalancing(DEFAULT_ACCOUNT, region);
    }

    /// An account's target groups in a region.
    public LoadBalancing loadBalancing(String account, String region) {
        return (LoadBalancing) service("elasticloadbalancing", new Place(account, region));
    }

    /// The default account's topics in a region.
    public Sns sns(String region) {
        return sns(DEFAULT_ACCOUNT, region);
    }

    /// An account's topics in a region.
    public Sns sns(String account, String region) {
        return (Sns) service("sns", new Place(account, region));
    }

    /// The default account's keys in a region.
    public Kms kms(String region) {
        return (Kms) service("kms", new Place(DEFAULT_ACCOUNT, region));
    }

    /// The default account's buckets in a region.
    public S3 s3(String region) {
        return s3(DEFAULT_ACCOUNT, region);
    }

    /// An account's buckets in a region.
    public S3 s3(String account, String region) {
        return (S3) service("s3", new Place(account, region));
    }

    /// The default account's parameters in a region.
    public Ssm ssm(String region) {
        return ssm(DEFAULT_ACCOUNT, region);
    }

    /// An account's parameters in a region.
    public Ssm ssm(String account, String region) {
        return (Ssm) service("ssm", new Place(account, region));
    }

    /// The default account's certificates in a region.
    public Acm acm(String region) {
        return (Acm) service("acm", new Place(DEFAULT_ACCOUNT, region));
    }

    /// The default account's certificates in IAM.
    public ServerCertificates serverCertificates() {
        return (ServerCertificates) service("iam", new Place(DEFAULT_ACCOUNT, ""));
    }

    /// The default account's database instances in a region.
    public Rds rds(String region) {
        return (Rds) service("rds", new Place(DEFAULT_ACCOUNT, region));
    }

    /// Says who calls with an access key, instead of somebody in the default account who may do
    /// everything.
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
            // IAM is one for all regions.
            String region = request.service().equals("iam") ? "" : request.region();
            Service service = service(request.service(), new Place(caller.account(), region));
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

    private Service service(String name, Place place) {
        if (name.equals("tagging")) {
            // Its tags are those of the parameters beside it.
            Ssm tagged = ssm(place.account(), place.region());
            return services.computeIfAbsent(new Key(place, name), key -> new Tagging(tagged));
        }
        return services.computeIfAbsent(new Key(place, name), key -> service(name, place, clock, principals));
    }

    private static Service service(String name, Place place, InstantSource clock, Principals principals) {
        return switch (name) {
            case "acm" -> new Acm(place);
            case "autoscaling" -> new AutoScaling(place);
            case "elasticloadbalancing" -> new LoadBalancing(place);
            case "ec2" -> new Ec2(place, clock);
            case "iam" -> new ServerCertificates(place);
            case "kms" -> new Kms(place);
            case "rds" -> new Rds(place);
            case "s3" -> new S3(place, clock);
            case "sns" -> new Sns(place, clock);
            case "ssm" -> new Ssm(place, clock);
            case "sts" -> new Sts(principals);
            case "tagging" -> new Tagging(new Ssm(place, clock));
            // One that knows no operation.
            default -> Map::of;
        };
    }
}
