package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.front.Call;
import dev.nightshift.stopper.fleet.Ec2Fleet;
import dev.nightshift.stopper.fleet.Fleet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Random fleets: the adapter asks EC2 and KMS for the same as the SDK's clients do, and understands the same.
class SameAsSdkTest {
    private static final List<String> VALUES =
            List.of("", " ", "weekend", "a & b <c> \"d\"", " größe 漢字 😀 ", "Fri 18:00 to Mon 08:00", "*?\\");
    private static final List<String> TYPES =
            List.of("m7g.large", "m7gd.large", "i4i.xlarge", "t4g.nano", "c7g.xlarge");

    @AutoClose
    private final Ec2OverHttp ours = new Ec2OverHttp();

    @AutoClose
    private final Ec2OverHttp theirs = new Ec2OverHttp();

    private final Fleet fleet = Ec2Fleet.of(ours.clients, granted(ours));
    private final Fleet sdk = SdkFleet.of(theirs.clients, granted(theirs));

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 7", "4, 200", "5, 2300"})
    void whatIsSeen(long seed, int count) {
        launch(seed, count);

        same(one -> one.look(Ec2OverHttp.TAG));
        same(one -> one.look("*"));
        same(Fleet::lookAtAll);
        assertThat(fleet.lookAtAll()).hasSizeBetween(count / 2, count);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8, 9, 10, 11})
    void whatIsDone(long seed) {
        List<String> ids = launch(seed, 90);

        same(one -> one.mark(ids, Ec2OverHttp.MARKER));
        same(one -> one.proving().mark(ids, Ec2OverHttp.MARKER));
        same(one -> one.stop(ids, false));
        same(one -> one.start(ids));
        same(one -> one.proving().start(ids));
        same(Fleet::lookAtAll);
        assertThat(ids)
                .extracting(ours::state)
                .isEqualTo(ids.stream().map(theirs::state).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {12, 13, 14, 15})
    void whatCouldNotBeStartedAgain(long seed) {
        List<String> ids = launch(seed, 150);

        same(one -> one.unstartable(ids));
        assertThat(fleet.unstartable(ids)).isNotEmpty();
    }

    private <T> void same(Function<Fleet, T> work) {
        ours.aws.calls().clear();
        theirs.aws.calls().clear();

        assertThat(work.apply(fleet)).isEqualTo(work.apply(sdk));

        assertThat(new HashSet<>(sent(ours))).isEqualTo(new HashSet<>(sent(theirs)));
    }

    /// The order of filters says nothing.
    private static List<Object> sent(Ec2OverHttp at) {
        return at.aws.calls().all().stream()
                .map(call -> List.<Object>of(call.service(), call.operation(), call.status(), parameters(call)))
                .map(each -> (Object) each)
                .toList();
    }

    private static Object parameters(Call call) {
        Map<String, String> all = call.parameters();
        List<String> filters = IntStream.rangeClosed(1, 9)
                .mapToObj(number -> "Filter." + number + ".")
                .map(filter -> all.entrySet().stream()
                        .filter(one -> one.getKey().startsWith(filter))
                        .map(one -> one.getKey().substring(filter.length()) + "=" + one.getValue())
                        .sorted()
                        .toList()
                        .toString())
                .sorted()
                .toList();
        List<String> others = all.entrySet().stream()
                .filter(one -> !one.getKey().startsWith("Filter."))
                .map(one -> one.getKey() + "=" + one.getValue())
                .sorted()
                .toList();
        return List.of(filters, others);
    }

    private static List<String> granted(Ec2OverHttp at) {
        return List.of(at.aws.kms("eu-central-1").customerKey());
    }

    /// The same instances in both places.
    private List<String> launch(long seed, int count) {
        List<String> ids = launch(new Random(seed), count, ours);
        assertThat(launch(new Random(seed), count, theirs)).isEqualTo(ids);
        return ids;
    }

    private static List<String> launch(Random random, int count, Ec2OverHttp at) {
        List<String> keys = List.of(
                granted(at).getFirst().replaceAll("\\d{12}$", "000000000001"),
                at.aws.kms("eu-central-1").customerKey(),
                at.aws.kms("eu-central-1").awsKey());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var instance = at.region.launch(one(random, TYPES)).zone("eu-central-1" + one(random, List.of("a", "b")));
            for (String tag : List.of(Ec2OverHttp.TAG, "Name", "nightshift:last", "*", "a b/+=._:@")) {
                sometimes(random, 2, () -> instance.tag(tag, one(random, VALUES)));
            }
            sometimes(random, 3, () -> instance.publicIp("203.0.113." + random.nextInt(256)));
            sometimes(random, 4, () -> instance.privateIp(""));
            sometimes(
                    random,
                    3,
                    () -> instance.ipv6("2001:db8::" + random.nextInt(9)).ipv6("2001:db8::a"));
            sometimes(random, 9, () -> instance.lifecycle("capacity-block"));
            sometimes(random, 40, () -> instance.lifecycle("spot"));
            sometimes(random, 40, instance::instanceStoreRoot);
            sometimes(random, 9, () -> instance.managedBy("eks.amazonaws.com"));
            sometimes(random, 30, instance::stopProtected);
            sometimes(random, 3, instance::hibernates);
            sometimes(random, 3, () -> instance.launchedAt(WINDOW_START.minusMillis(random.nextInt(1 << 30))));
            sometimes(random, 2, () -> instance.encryptedWith(one(random, keys)));
            sometimes(random, 9, () -> instance.failsToStart("Client.InternalError", "Client error & more"));
            sometimes(random, 4, instance::stop);
            sometimes(random, 9, instance::start);
            sometimes(random, 9, instance::shutDown);
            sometimes(random, 20, instance::terminate);
            ids.add(instance.id());
        }
        return ids;
    }

    private static void sometimes(Random random, int every, Runnable change) {
        if (random.nextInt(every) == 0) {
            change.run();
        }
    }

    private static <T> T one(Random random, List<T> among) {
        return among.get(random.nextInt(among.size()));
    }
}
