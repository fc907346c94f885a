package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.ssm.Ssm;
import dev.nightshift.local.aws.ssm.SsmParameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// An account with parameters behind real HTTP, the function's adapters in front of it, and a database that is a fake.
final class AwsScene implements AutoCloseable {
    static final String PERSON = "arn:aws:iam::123456789012:user/person";
    static final String OURS = "arn:aws:sts::123456789012:assumed-role/role/rotator";
    static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/acme";
    static final String TOKEN = "one-secret";
    static final String VALUE = "{\"username\": \"app\", \"password\": \"first-password\"}";

    final FakeStore.Line line = new FakeStore.Line();
    final LocalAws aws = LocalAws.start(line::now);
    final Ssm region = aws.ssm("eu-central-1");
    final RotatorConfig config;
    final FakeDatabase database;
    final List<String> told = new ArrayList<>();
    final List<ConsumerRound> consumers = new ArrayList<>();

    final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDROTATOR", "secret")),
            Optional.of(aws.endpoint()));
    final ParameterStore store = new SsmParameters(clients, "nightshift:rotate-every", "alias/pending");

    Optional<Plan.Demand> demand = Optional.empty();

    /// What secrets open: the database, but for who brings another.
    Targets targets;

    AwsScene() {
        this(Fixture.config("\"soleActor\": true"));
    }

    /// We call under our role.
    AwsScene(RotatorConfig config) {
        this.config = config;
        this.database = new FakeDatabase(line, false, new Random(3), config.passwords());
        this.targets = (parameter, strategy) -> database;
        aws.register("AKIDROTATOR", new Principal("123456789012", OURS, Optional.empty()));
        database.passwords.put("app", "first-password");
    }

    /// Of a second invocation.
    ParameterStore anotherStore() {
        return new SsmParameters(clients, "nightshift:rotate-every", "alias/pending");
    }

    /// A person puts a label on a version.
    ///
    /// @return the labels that were not put there, although nothing failed
    List<String> label(String name, long version, String label) {
        return SsmParameters.api(clients)
                .call(
                        "LabelParameterVersion",
                        Map.of("Name", name, "ParameterVersion", version, "Labels", List.of(label)))
                .texts("InvalidLabels");
    }

    /// From now on our role may do nothing but this, an action or a pattern of actions.
    void weMayOnly(String action) {
        aws.register(
                "AKIDROTATOR",
                Principal.role(
                        "123456789012",
                        "role",
                        IamPolicy.parse(
                                "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"%s\", \"Resource\": \"*\"}]}"
                                        .formatted(action))));
    }

    /// A parameter that a person wrote 31 days ago, to be rotated every 30.
    SsmParameter due(String name, String strategy) {
        return due(name, strategy, strategy.equals("random") ? TOKEN : VALUE, "Standard", "");
    }

    SsmParameter due(String name, String strategy, String value, String tier, String allowedPattern) {
        return region.put(name, "SecureString", value, KEY, tier, allowedPattern)
                .tag("nightshift:rotate-every", "30d")
                .tag("nightshift:strategy", strategy)
                .written(line.now().minus(Duration.ofDays(31)), PERSON);
    }

    Run run() {
        Rotator rotator = new Rotator(
                config,
                store,
                targets,
                new RandomRotation(store, new Passwords(new Random(4)), config.passwords(), line::now),
                Fixture.PACE,
                consumers);
        return Fixture.run(
                rotator,
                new Rotator.Order(
                        line.now(),
                        false,
                        demand,
                        () -> Duration.ofMinutes(10),
                        new FunctionArn("123456789012", "eu-central-1", "rotator"),
                        Attempts.first(line.now()),
                        Fixture.NOT_PAUSED),
                this::tell);
    }

    private void tell(Digest digest) {
        told.add(digest.verdict());
    }

    /// What becomes of one parameter in a run.
    Outcome outcome(String name) {
        return run().outcomes().stream()
                .filter(outcome -> outcome.what().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<String> operations() {
        return aws.calls().all().stream().map(Call::operation).toList();
    }

    @Override
    public void close() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }
}
