package dev.nightshift.liveips.plan;

import dev.nightshift.liveips.model.Entry;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/// Servers as they really are, by number.
final class Fleet {
    static final int WANTED = 200;

    /// What a server really does. Only one that serves may be published for good.
    enum State {
        SERVING,
        UNHEALTHY,
        LEAVING,
        TERMINATED
    }

    private final NavigableMap<Integer, State> servers = new TreeMap<>();
    private int launched;

    /// What happens in five minutes: few servers come and go, and now and then a deployment replaces a quarter.
    void pass(Random random) {
        servers.values().removeIf(state -> state == State.TERMINATED && random.nextInt(4) == 0);
        boolean deployment = random.nextInt(60) == 0;
        servers.replaceAll((server, state) -> switch (state) {
            case SERVING ->
                random.nextInt(deployment ? 4 : 200) == 0
                        ? List.of(State.LEAVING, State.UNHEALTHY, State.TERMINATED)
                                .get(deployment ? 0 : random.nextInt(3))
                        : state;
            case UNHEALTHY -> random.nextInt(4) == 0 ? State.LEAVING : state;
            case LEAVING -> random.nextBoolean() ? State.TERMINATED : state;
            case TERMINATED -> state;
        });
        while (serving() < WANTED && random.nextInt(50) > 0) {
            servers.put(launched++, State.SERVING);
        }
    }

    private long serving() {
        return servers.values().stream().filter(State.SERVING::equals).count();
    }

    boolean serves(int server) {
        return servers.get(server) == State.SERVING;
    }

    /// How many there ever were.
    int launched() {
        return launched;
    }

    /// All that EC2 still knows, as they are now.
    NavigableMap<Integer, State> now() {
        return new TreeMap<>(servers);
    }

    static String id(int server) {
        return "i-" + server;
    }

    static int number(Entry entry) {
        return Integer.parseInt(entry.instance().substring(2));
    }

    static String address(int server) {
        return "10.%d.%d.%d".formatted(server >> 16 & 255, server >> 8 & 255, server & 255);
    }
}
