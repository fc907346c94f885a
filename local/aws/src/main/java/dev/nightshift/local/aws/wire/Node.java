package dev.nightshift.local.aws.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A tree that a service answers with; [Wire] decides what it looks like on the wire.
public sealed interface Node {
    /// A value. Numbers, truth values and instants are texts in every XML form, and are
    /// themselves in JSON.
    record Text(Object value) implements Node {}

    /// A list; the wire form names its items.
    record Items(List<? extends Node> items) implements Node {}

    /// A list whose items have a name of their own in every XML form.
    record Named(String itemName, List<? extends Node> items) implements Node {}

    /// A structure, in the order in which its fields were put.
    record Fields(Map<String, Node> byName) implements Node {
        public static Fields empty() {
            return new Fields(new LinkedHashMap<>());
        }

        public Fields put(String name, Object value) {
            return put(name, new Text(value));
        }

        public Fields put(String name, List<Fields> items) {
            return put(name, new Items(items));
        }

        public Fields texts(String name, List<String> values) {
            return put(name, new Items(values.stream().map(Text::new).toList()));
        }

        public Fields put(String name, Node node) {
            byName.put(name, node);
            return this;
        }
    }
}
