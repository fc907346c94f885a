package dev.nightshift.rotator;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.aws.Bucket;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.RunFailedException;
import dev.nightshift.kit.aws.StoredState;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.s3.S3Bucket;
import dev.nightshift.local.aws.s3.S3Object;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Days of daily rotations of users of real servers, whose connections break and whose calls of Parameter Store get
/// lost, while applications log in every few milliseconds. Only the clock is made up: what is waited for is over at
/// once and counts all the same.
final class Soak implements AutoCloseable {
    private static final String OURS = "arn:aws:sts::123456789012:assumed-role/role/rotator";
    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/acme";

    final SoakClock clock = new SoakClock();
    final LocalAws aws = LocalAws.start(clock);
    final SoakLogins logins;
    final CountedLogins counted = CountedLogins.by(clock);
    /// Everything that left the process but what services were sent.
    final ByteArrayOutputStream sinks = new ByteArrayOutputStream();
    final Map<String, Integer> faults = new ConcurrentHashMap<>();
    private final PrintStream out = new PrintStream(sinks, true, StandardCharsets.UTF_8);
    private final Map<String, SoakServer> servers = new ConcurrentHashMap<>();
    private final Random chance;
    private final int oneIn;
    private final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDROTATOR", "secret")),
            Optional.of(aws.endpoint()));
    private final Bucket siteBucket = clients.bucket("state");
    private final ParameterStore store = new SsmParameters(clients, "nightshift:rotate-every", "alias/pending");
    private final RotatorConfig config = Fixture.config("\"dryRun\": false, \"soleActor\": true");
    private final Context context = mock(Context.class);
    int versions;
    int failedRuns;

    Soak(List<SoakServer> all, long seed, int oneIn) {
        this.oneIn = oneIn;
        chance = new Random(seed);
        aws.register("AKIDROTATOR", new Principal("123456789012", OURS, Optional.empty()));
        aws.s3("eu-central-1").bucket("state");
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:rotator:live");
        when(context.getRemainingTimeInMillis()).thenReturn(900_000);
        for (SoakServer server : all) {
            for (String user : server.users) {
                servers.put(name(user), server);
                aws.ssm("eu-central-1")
                        .put(name(user), "SecureString", server.value(user).reveal(), KEY, "Standard", "")
                        .tag("nightshift:rotate-every", "1d")
                        .tag("nightshift:strategy", server.engine == Engine.POSTGRES ? "postgres" : "mysql")
                        .written(clock.instant(), "arn:aws:iam::123456789012:user/person");
            }
        }
        logins = new SoakLogins(servers, clock, this::live);
    }

    private static String name(String user) {
        return "/acme/" + user;
    }

    private Secret live(String parameter) {
        return Secret.of(aws.ssm("eu-central-1").parameters().stream()
                .filter(one -> one.name().equals(parameter))
                .findFirst()
                .orElseThrow()
                .value());
    }

    /// One rotation after the other, each of them with a fault or none.
    private Target target(Parameter parameter, Strategy strategy) {
        SoakServer server = servers.get(parameter.name());
        if (server == null) {
            throw new Target.Unsuitable("it is no user of these servers");
        }
        logins.isUnderWay(parameter.name());
        aws.faults().clear();
        String fault = SoakFault.any(chance, oneIn).in(server.link, aws.faults(), parameter.name(), chance);
        faults.merge(fault, 1, Integer::sum);
        return counted.of(parameter.name(), server.target(new Passwords(new SecureRandom()), config.passwords()));
    }

    private boolean invoke(String detail) throws IOException {
        Resources resources = new Resources(
                siteBucket,
                () -> Pauses.NONE,
                digest -> out.println(DigestJson.machine(digest, Integer.MAX_VALUE)),
                clock,
                out);
        Rotator rotator = new Rotator(
                config,
                store,
                this::target,
                new RandomRotation(store, new Passwords(new SecureRandom()), config.passwords(), clock),
                new Pace(Duration.ZERO, () -> 0, clock::pass),
                List.of());
        String event =
                "{\"source\": \"nightshift\", \"time\": \"%s\", \"detail\": %s}".formatted(clock.instant(), detail);
        try {
            new Handler(
                            rotator,
                            StoredState.ofFindings(resources, Handler.STATE),
                            WrongPasswordMemory.in(resources),
                            resources)
                    .handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, context);
            return true;
        } catch (RunFailedException e) {
            failedRuns++;
            out.println(e);
            return false;
        } finally {
            aws.faults().clear();
        }
    }

    /// A daily run, Lambda's retries, and the schedule that resumes while something is pending.
    void day() throws IOException {
        Instant begin = clock.instant();
        long before = versions();
        for (int attempt = 0; attempt < 3 && !invoke("{}"); attempt++) {
            logins.all();
            clock.pass(Duration.ofMinutes(attempt + 1L));
        }
        for (int tick = 0; tick < 24 && isAnythingOpen(); tick++) {
            logins.all();
            clock.pass(Attempts.APART);
            invoke("{\"resume\": true}");
        }
        versions += (int) (versions() - before);
        logins.all();
        clock.until(begin.plus(Duration.ofMinutes(1_460)));
    }

    /// Every password that was ever published.
    Set<String> passwords() {
        return servers.keySet().stream()
                .flatMap(
                        name -> LongStream.rangeClosed(1, newest(name)).mapToObj(number -> store.version(name, number)))
                .flatMap(Optional::stream)
                .flatMap(value -> JsonField.read(value).flatMap(fields -> fields.text("password")).stream())
                .collect(Collectors.toSet());
    }

    /// What is kept in the bucket.
    String stateObjects() {
        S3Bucket bucket = aws.s3("eu-central-1").bucket("state");
        return bucket.keys().stream()
                .flatMap(key -> bucket.object(key).stream())
                .map(S3Object::text)
                .collect(Collectors.joining("\n"));
    }

    private boolean isAnythingOpen() {
        return aws.ssm("eu-central-1").parameters().stream()
                .anyMatch(one -> one.name().startsWith(Pending.ROOT));
    }

    private long versions() {
        return servers.keySet().stream()
                .mapToLong(name -> store.version(name, 1).isPresent() ? newest(name) : 0)
                .sum();
    }

    private long newest(String name) {
        return store.read(List.of(name)).values().iterator().next().version();
    }

    @Override
    public void close() {
        logins.close();
        aws.close();
    }
}
