package dev.nightshift.rotator;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The passwords that targets refused within the last day, by parameter. Pure; it holds no value and nothing of one.
///
/// @param users by the parameter that holds the user's password
/// @param opened when a run last opened it
record WrongPasswords(SortedMap<String, User> users, Instant opened) {
    /// Nothing was refused yet.
    static final WrongPasswords NONE = new WrongPasswords(Collections.emptySortedMap(), Instant.EPOCH);

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int VERSION = 1;

    /// A password that was refused, or that may have been.
    ///
    /// @param value the number of a version, or which pending value
    /// @param sure whether the answer came; else the run died, or has not asked yet
    record Refused(String value, Instant at, boolean sure) {
        boolean isOf(Refused other) {
            return value.equals(other.value()) && at.equals(other.at()) && sure == other.sure();
        }
    }

    /// What is known of one user.
    ///
    /// @param blockedAfter after how many wrong passwords in a row its server blocks it, where that is known
    /// @param row how many were wrong since one was right
    /// @param right which value was right last, as long as others that were refused are remembered
    record User(Optional<Integer> blockedAfter, int row, List<Refused> refused, Optional<String> right) {
        static final User UNKNOWN = new User(Optional.empty(), 0, List.of(), Optional.empty());

        User with(Refused one) {
            User others = without(one);
            return new User(
                    blockedAfter,
                    others.row + 1,
                    Stream.concat(others.refused.stream(), Stream.of(one)).toList(),
                    right.filter(value -> !one.sure() || !value.equals(one.value())));
        }

        User without(Refused one) {
            List<Refused> others =
                    refused.stream().filter(other -> !other.isOf(one)).toList();
            return new User(blockedAfter, Math.max(0, row - (refused.size() - others.size())), others, right);
        }

        User right(String value, Optional<Integer> limit) {
            boolean others = row > 0 || !refused.isEmpty();
            return new User(limit.or(() -> blockedAfter), 0, refused, others ? Optional.of(value) : Optional.empty());
        }

        private User since(Instant time) {
            List<Refused> kept =
                    refused.stream().filter(one -> one.at().isAfter(time)).toList();
            return new User(blockedAfter, row, kept, right.filter(value -> row > 0 || !kept.isEmpty()));
        }

        private boolean isKnown() {
            return !refused.isEmpty() || row > 0 || blockedAfter.isPresent();
        }
    }

    User user(String parameter) {
        return users.getOrDefault(parameter, User.UNKNOWN);
    }

    /// The same with another user, and without what is too old to matter.
    WrongPasswords with(String parameter, User user, Instant now) {
        SortedMap<String, User> next = new TreeMap<>(users);
        next.put(parameter, user);
        return new WrongPasswords(next, opened).opened(opened, now);
    }

    /// Opened by another run.
    WrongPasswords opened(Instant now) {
        return opened(now, now);
    }

    private WrongPasswords opened(Instant at, Instant now) {
        SortedMap<String, User> next = new TreeMap<>();
        users.forEach((parameter, user) -> {
            User kept = user.since(now.minus(KEPT));
            if (kept.isKnown()) {
                next.put(parameter, kept);
            }
        });
        return new WrongPasswords(next, at);
    }

    /// The text of an object that holds nothing else.
    String json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        users.forEach((parameter, user) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            user.blockedAfter().ifPresent(count -> one.put("blockedAfter", count));
            one.put("row", user.row());
            user.right().ifPresent(value -> one.put("right", value));
            one.put(
                    "refused",
                    user.refused().stream()
                            .map(refused -> Map.of(
                                    "value", refused.value(), "at", refused.at().toString(), "sure", refused.sure()))
                            .toList());
            tree.put(parameter, one);
        });
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("opened", opened.toString());
        root.put("users", tree);
        return Json.write(root);
    }

    /// Reads what [#json] wrote.
    ///
    /// @throws dev.nightshift.kit.SettingsException for an unknown version, and for damage
    static WrongPasswords parse(String source, String json) {
        return Settings.read(source, Json.parse(source, json), root -> {
            int version = root.at("v").as(Parsers::count, VERSION);
            if (version != VERSION) {
                root.at("v").problem("expected version " + VERSION + ", the only one that this code knows");
            }
            SortedMap<String, User> users = new TreeMap<>();
            root.at("users").entries().forEach((parameter, user) -> users.put(parameter, user(user)));
            return new WrongPasswords(users, root.at("opened").as(Parsers::instant, Instant.EPOCH));
        });
    }

    private static User user(Settings settings) {
        List<Refused> refused = new ArrayList<>();
        settings.at("refused")
                .items()
                .forEach(one -> refused.add(new Refused(
                        one.at("value").text(),
                        one.at("at").as(Parsers::instant, Instant.EPOCH),
                        one.at("sure").orElse(true, Parsers::flag))));
        return new User(
                settings.at("blockedAfter").optional(Parsers::count),
                settings.at("row").orElse(0, Parsers::count),
                refused,
                settings.at("right").optional(text -> text));
    }
}
