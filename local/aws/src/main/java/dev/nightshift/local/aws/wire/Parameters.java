package dev.nightshift.local.aws.wire;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The parameters of a request. Lists are numbered from one: `InstanceId.1`, `Filter.1.Value.2`.
///
/// @param values by their full names
public record Parameters(Map<String, String> values) {
    /// What the headers of an object's metadata begin with.
    public static final String METADATA = "x-amz-meta-";

    public Parameters {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /// Those of an `application/x-www-form-urlencoded` body.
    static Parameters ofForm(String body) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new Parameters(values);
    }

    /// Those of a JSON body, under the names that a query request would give them.
    static Parameters ofJson(String body) {
        Map<String, String> values = new TreeMap<>();
        try {
            JSON.std.mapFrom(body).forEach((name, value) -> flatten(name, value, values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Parameters(values);
    }

    private static void flatten(String name, Object value, Map<String, String> into) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, member) -> flatten(name + "." + key, member, into));
            case List<?> list -> {
                int number = 1;
                for (Object item : list) {
                    flatten(name + "." + number++, item, into);
                }
            }
            default -> into.put(name, value.toString());
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public String textOrEmpty(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean isTrue(String name) {
        return "true".equals(values.get(name));
    }

    /// Those whose names begin so.
    public Map<String, String> beginningWith(String prefix) {
        Map<String, String> found = new TreeMap<>(values);
        found.keySet().removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    /// The values of a list of texts, in order.
    public List<String> list(String name) {
        List<String> texts = new ArrayList<>();
        numbered(name).forEach((number, item) -> texts.add(item.getOrDefault("", "")));
        return texts;
    }

    /// The items of a list of structures, in order.
    public List<Parameters> items(String name) {
        List<Parameters> items = new ArrayList<>();
        numbered(name).forEach((number, item) -> items.add(new Parameters(item)));
        return items;
    }

    /// The name as AWS's documentation writes it, `Filter.N.Value.N`; one name for all metadata of an object.
    public static String documented(String name) {
        if (name.startsWith(METADATA)) {
            return METADATA;
        }
        return name.replaceAll("\\.\\d+(?=\\.|$)", ".N");
    }

    private SortedMap<Integer, Map<String, String>> numbered(String name) {
        SortedMap<Integer, Map<String, String>> items = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                String[] rest = key.substring(name.length() + 1).split("\\.", 2);
                items.computeIfAbsent(Integer.valueOf(rest[0]), n -> new TreeMap<>())
                        .put(rest.length == 1 ? "" : rest[1], value);
            }
        });
        return items;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
