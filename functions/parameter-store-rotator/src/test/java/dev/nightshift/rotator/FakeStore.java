package dev.nightshift.rotator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Parameter Store in memory, behind a line that can break.
final class FakeStore implements ParameterStore {
    static final String OURS = "arn:aws:sts::123456789012:assumed-role/role/rotator";
    static final String PERSON = "arn:aws:iam::123456789012:user/person";

    private record Version(Secret secret, Instant modified, String by, Optional<String> description) {}

    /// Whose credentials the function has.
    String writer = OURS;
    final Map<String, Parameter> described = new TreeMap<>();
    private final Map<String, List<Version>> versions = new TreeMap<>();
    private final Map<String, Instant> deleted = new HashMap<>();
    private final Line line;

    FakeStore(Line line) {
        this.line = line;
    }

    private List<Version> versions(String name) {
        return versions.getOrDefault(name, List.of());
    }

    void put(String name, Secret value, String by, Map<String, String> tags) {
        put(name, value, by, tags, Optional.empty());
    }

    private void put(String name, Secret value, String by, Map<String, String> tags, Optional<String> description) {
        List<Version> all = versions.computeIfAbsent(name, n -> new ArrayList<>());
        all.add(new Version(value, line.now(), by, description));
        described.put(
                name,
                new Parameter(
                        name,
                        "SecureString",
                        all.size(),
                        "alias/acme",
                        "Standard",
                        "text",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        line.now(),
                        by,
                        tags));
    }

    Secret newest(String name) {
        return versions(name).getLast().secret();
    }

    List<Secret> all(String name) {
        return versions(name).stream().map(Version::secret).toList();
    }

    boolean isAnythingPending() {
        return versions.keySet().stream().anyMatch(name -> name.startsWith(Pending.ROOT));
    }

    @Override
    public List<Parameter> optedIn(List<String> paths) {
        return line.call("describe", () -> List.copyOf(described.values()));
    }

    @Override
    public List<Instant> pendingSince() {
        return line.call(
                "pending",
                () -> described.values().stream()
                        .filter(one -> one.name().startsWith(Pending.ROOT + "/")
                                && !one.name().endsWith(Claim.SUFFIX))
                        .map(Parameter::modified)
                        .toList());
    }

    @Override
    public List<Past> history(String name) {
        return line.call("history", () -> {
            List<Past> past = new ArrayList<>();
            for (Version version : versions(name)) {
                past.add(new Past(past.size() + 1, version.modified(), version.by(), List.of()));
            }
            return past;
        });
    }

    @Override
    public Map<String, Value> read(List<String> names) {
        return line.call("read", () -> {
            Map<String, Value> found = new HashMap<>();
            for (String full : names) {
                String[] parts = full.split(":", -1);
                List<Version> all = versions(parts[0]);
                int number = parts.length == 1 ? all.size() : Integer.parseInt(parts[1]);
                if (number >= 1 && number <= all.size()) {
                    Version version = all.get(number - 1);
                    found.put(full, new Value(version.secret(), number, version.modified(), version.description()));
                }
            }
            return found;
        });
    }

    @Override
    public boolean begin(Parameter of, Pending pending) {
        return create("begin", of, Pending.nameFor(of.name()), pending.value(), pending.description());
    }

    @Override
    public boolean claim(Parameter of, Secret written) {
        return create("claim", of, Claim.nameFor(of.name()), written, "Open rotation");
    }

    private boolean create(String call, Parameter of, String name, Secret written, String description) {
        return line.call(call, () -> {
            boolean rests = deleted.getOrDefault(name, Instant.MIN)
                    .plus(Duration.ofSeconds(30))
                    .isAfter(line.now());
            if (versions.containsKey(name) || rests) {
                return false;
            }
            put(name, written, writer, of.tags(), Optional.of(description));
            return true;
        });
    }

    @Override
    public long write(Parameter parameter, Secret value) {
        return line.call("write", () -> {
            put(parameter.name(), value, writer, parameter.tags());
            return (long) versions(parameter.name()).size();
        });
    }

    @Override
    public void end(String parameter) {
        delete("end", Pending.nameFor(parameter));
    }

    @Override
    public void release(String parameter) {
        delete("release", Claim.nameFor(parameter));
    }

    private void delete(String call, String name) {
        line.call(call, () -> {
            versions.remove(name);
            described.remove(name);
            deleted.put(name, line.now());
            return name;
        });
    }

    /// The way to everything outside the function: each call may find it broken.
    static final class Line {
        /// How the call of one number goes wrong.
        enum Break {
            /// The request is lost and the function dies.
            LOST_AND_DEAD,
            /// All is done as asked, and the function dies.
            DONE_AND_DEAD,
            /// The request is lost and the function knows nothing.
            LOST,
            /// All is done as asked and the function knows nothing.
            DONE,
            /// It is refused, and would be again.
            REFUSED
        }

        /// The function's process is gone.
        static final class Death extends Error {
            private static final long serialVersionUID = 1;
        }

        private final List<String> calls = new ArrayList<>();
        private final Map<Integer, Break> breaks = new HashMap<>();
        private final Map<String, Break> breaksByName = new HashMap<>();
        private final Map<Integer, Runnable> meanwhile = new HashMap<>();
        private final TreeMap<Instant, Runnable> later = new TreeMap<>();
        private Runnable watcher = () -> {};
        private Instant now = Instant.parse("2026-11-22T04:10:00Z");

        Instant now() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
            List<Runnable> over = List.copyOf(later.headMap(now, true).values());
            later.headMap(now, true).clear();
            over.forEach(Runnable::run);
        }

        /// What happens then, whoever calls.
        void at(Instant instant, Runnable event) {
            later.put(instant, event);
        }

        List<String> calls() {
            return calls;
        }

        void breakAt(int call, Break how) {
            breaks.put(call, how);
        }

        void breakEach(String call, Break how) {
            breaksByName.put(call, how);
        }

        /// From now on all goes well.
        void mend() {
            breaks.clear();
            breaksByName.clear();
        }

        /// What happens after each call.
        void watch(Runnable each) {
            watcher = each;
        }

        /// What happens right before a call.
        void before(int call, Runnable event) {
            meanwhile.put(call, event);
        }

        <T> T call(String what, Supplier<T> effect) {
            int number = calls.size();
            calls.add(what);
            Runnable event = meanwhile.remove(number);
            if (event != null) {
                event.run();
            }
            Break how = breaks.containsKey(number) ? breaks.get(number) : breaksByName.get(what);
            boolean done = how == null || how == Break.DONE || how == Break.DONE_AND_DEAD;
            Optional<T> result = done ? Optional.of(effect.get()) : Optional.empty();
            watcher.run();
            if (how == null) {
                return result.orElseThrow();
            }
            if (how == Break.LOST || how == Break.DONE) {
                throw new CallException(what + ": no answer");
            } else if (how == Break.REFUSED) {
                throw new CallException(what + ": AccessDenied", true);
            }
            throw new Death();
        }
    }
}
