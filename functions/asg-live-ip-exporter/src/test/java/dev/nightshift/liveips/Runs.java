package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.Bucket;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.act.Publication;
import dev.nightshift.liveips.act.Teller;
import dev.nightshift.liveips.look.AwsApis;
import dev.nightshift.liveips.look.AwsScout;
import dev.nightshift.liveips.look.Scout;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.sink.AwsSinks;
import dev.nightshift.liveips.sink.Sinks;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Call;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Whole runs over real HTTP, through the SDK, of one output whose list is an object.
public final class Runs implements AutoCloseable {
    public static final String KEY = "live/shop.json";
    private static final String REGION = "eu-central-1";

    /// When the next run is.
    public Instant now = NOON;

    public final LocalAws aws = LocalAws.start(() -> now);
    public final List<String> told = new ArrayList<>();
    public LiveIpsConfig config = Fixture.config();
    private Optional<Publication> last = Optional.empty();
    private final Ec2 ec2 = aws.ec2(REGION);
    public final Clients clients = clients(aws.endpoint());
    private Optional<Scout> kept = Optional.empty();
    final Bucket siteBucket = clients.bucket("live");

    public Runs() {
        aws.s3(REGION).bucket("live");
    }

    static Clients clients(URI endpoint) {
        return new Clients(
                Region.of(REGION),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                Optional.of(endpoint));
    }

    public Instance[] launch(int count) {
        return IntStream.range(0, count).mapToObj(n -> ec2.launch("m7g.large")).toArray(Instance[]::new);
    }

    /// Sets where the list comes from, and further keys, as JSON.
    public void takes(String keys) {
        config = Fixture.read("""
                {"zone": "UTC", "dryRun": false, "outputs": {"shop": {%s,
                 "publish": [{"to": "s3", "key": "%s", "format": "json"}]}}}
                """.formatted(keys, KEY));
    }

    /// Runs from now on are of one warm function.
    public void stayWarm() {
        kept = Optional.of(scout());
    }

    private Scout scout() {
        return new AwsScout(new AwsApis(clients, config.watch()));
    }

    /// Runs from now on are so much later.
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /// What the last run found, a sentence each.
    public List<String> findings() {
        return last.stream()
                .flatMap(one -> one.findings().stream())
                .map(finding -> finding.subject() + " " + finding.why())
                .toList();
    }

    public boolean isPublished() {
        return aws.s3(REGION).bucket("live").object(KEY).isPresent();
    }

    public List<Outcome> run() {
        Sinks sinks = new AwsSinks(siteBucket, clients);
        Teller teller = new Teller() {
            @Override
            public void found(Output output, Destination destination, String generation) {
                told.add("found " + destination);
            }

            @Override
            public void tell(Publication one) {
                told.add("+%d -%d %s"
                        .formatted(
                                one.added().size(),
                                one.removed().size(),
                                one.findings().stream()
                                        .map(finding -> finding.subject() + " " + finding.why())
                                        .collect(Collectors.joining(", ", "[", "]"))));
            }
        };
        aws.calls().clear();
        told.clear();
        List<Outcome> outcomes = new Exporter(kept.orElseGet(this::scout), sinks, teller, () -> now)
                .bringUpToDate(config.outputs(), new Occasion(config, now, false));
        last = outcomes.getFirst() instanceof Outcome.Settled(Publication one) ? Optional.of(one) : Optional.empty();
        return outcomes;
    }

    /// What an object of the bucket holds.
    public String text(String key) {
        return aws.s3(REGION).bucket("live").object(key).orElseThrow().text();
    }

    /// The addresses that the list has.
    public List<String> published() {
        return aws.s3(REGION).bucket("live").object(KEY).stream()
                .flatMap(object -> Address.allIn(object.text()).stream())
                .map(Address::toString)
                .toList();
    }

    /// What the last run asked of AWS: operations and how often.
    public String calls() {
        return aws.calls().all().stream()
                .collect(Collectors.groupingBy(Call::operation, TreeMap::new, Collectors.counting()))
                .toString();
    }

    /// Fails when anything was asked that the endpoint does not know.
    @Override
    public void close() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }
}
