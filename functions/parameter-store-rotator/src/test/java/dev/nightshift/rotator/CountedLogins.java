package dev.nightshift.rotator;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Counts the wrong passwords that the function sends.
record CountedLogins(InstantSource clock, Map<String, List<Instant>> wrong) {
    static CountedLogins by(InstantSource clock) {
        return new CountedLogins(clock, new ConcurrentHashMap<>());
    }

    /// The same target, watched.
    Target of(String user, Target target) {
        return (Target) Proxy.newProxyInstance(
                Target.class.getClassLoader(), new Class<?>[] {Target.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(target, arguments);
                        if (answer == Answer.NO) {
                            wrong.computeIfAbsent(user, one -> new CopyOnWriteArrayList<>())
                                    .add(clock.instant());
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    /// The most of one user within an hour.
    int most() {
        return wrong.values().stream().mapToInt(CountedLogins::most).max().orElse(0);
    }

    /// The most within an hour.
    static int most(List<Instant> times) {
        return times.stream()
                .mapToInt(from -> (int) times.stream()
                        .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(LoginBudget.HOUR)))
                        .count())
                .max()
                .orElse(0);
    }
}
