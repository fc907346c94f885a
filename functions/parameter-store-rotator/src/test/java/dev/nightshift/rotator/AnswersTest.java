package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.FakeStore.Line.Break;
import dev.nightshift.rotator.HoursPlay.World;
import dev.nightshift.rotator.ToldTarget.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every answer at each step of a rotation, alone and in twos, over hours of runs: at the end of each run what is
/// published logs in, or people are told that it is critical and the next attempt is near; no user meets more wrong
/// passwords within an hour than its server lets pass; and in the end what can be healed is healed.
class AnswersTest {
    private static final boolean ALL = "all".equals(System.getProperty("nightshift.pairs"));
    private static final int MOST_CALLS = 40;
    private static final int CALLS_OF_A_RUN = 10;
    // A prime number, so that each call and each fault is among those that are played.
    private static final int EACH = ALL ? 1 : 7;

    private static List<Map<Integer, Fault>> oneMore(World world, Map<Integer, Fault> before, int reach) {
        List<String> calls = HoursPlay.of(world).play(before).scene().line.calls();
        int from = before.keySet().stream().mapToInt(call -> call + 1).max().orElse(0);
        List<Map<Integer, Fault>> all = new ArrayList<>();
        for (int call = from; call < Math.min(calls.size(), from + reach); call++) {
            for (Fault fault : Fault.of(calls.get(call))) {
                Map<Integer, Fault> one = new TreeMap<>(before);
                one.put(call, fault);
                all.add(one);
            }
        }
        return all;
    }

    private static void mustBeWell(World world, Map<Integer, Fault> faults) {
        HoursPlay.of(world).play(faults).mustBeWell(faults);
    }

    /// The live value is checked again after hours, is refused, and what is read next is lost.
    @Test
    void aRefusalIsWrittenDownBeforeAnythingElseCanFail() {
        mustBeWell(
                World.NOTHING_WORKS,
                Map.of(31, new Fault.Answered(Reply.LOST_BEFORE), 64, new Fault.Broken(Break.LOST)));
    }

    @ParameterizedTest
    @EnumSource
    void afterOneFaultNobodyIsLockedOutInSilence(World world) {
        List<Map<Integer, Fault>> all = oneMore(world, Map.of(), MOST_CALLS);

        all.parallelStream().forEach(faults -> mustBeWell(world, faults));

        assertThat(all).hasSizeGreaterThan(20);
    }

    /// Each fault of each call of the first hour, then each of each call of the same run that follows; of these every
    /// seventh, or with `-Dnightshift.pairs=all` all, also those of later runs.
    @ParameterizedTest
    @EnumSource
    void afterTwoFaultsNobodyIsLockedOutInSilence(World world) {
        List<Map<Integer, Fault>> ones = oneMore(world, Map.of(), MOST_CALLS);
        int reach = ALL ? MOST_CALLS : CALLS_OF_A_RUN;

        long played = ones.parallelStream()
                .flatMap(one -> {
                    List<Map<Integer, Fault>> twos = oneMore(world, one, reach);
                    int first = Math.floorMod(ones.indexOf(one), EACH);
                    return Stream.iterate(first, n -> n < twos.size(), n -> n + EACH)
                            .map(twos::get);
                })
                .peek(faults -> mustBeWell(world, faults))
                .mapToInt(Map::size)
                .sum();

        assertThat(played).isGreaterThan(200);
    }
}
