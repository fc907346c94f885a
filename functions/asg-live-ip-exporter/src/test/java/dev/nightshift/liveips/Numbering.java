package dev.nightshift.liveips;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives equal things one number, counted from zero: numbers are compared faster than what they
/// stand for.
final class Numbering<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> things = new ArrayList<>();

    int of(T thing) {
        return numbers.computeIfAbsent(thing, one -> {
            things.add(one);
            return things.size() - 1;
        });
    }

    T get(int number) {
        return things.get(number);
    }
}
