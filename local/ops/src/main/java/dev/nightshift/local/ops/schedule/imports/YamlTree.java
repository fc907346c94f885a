package dev.nightshift.local.ops.schedule.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// YAML as maps, lists and text, whatever tags its values have.
///
/// CloudFormation's short forms become their long forms (`!Sub x` is `Fn::Sub: x`, "Intrinsic function reference",
/// CloudFormation template reference), and `<<` merges, as in Cloud Custodian's policies.
final class YamlTree {
    private static final String MERGE = "<<";
    private static final Set<String> NULLS = Set.of("null", "Null", "NULL", "~");
    private static final int MAX_DEPTH = 50;

    private YamlTree() {}

    /// The trees of all documents.
    ///
    /// @throws YamlEngineException for what is not YAML
    static List<Object> documents(String label, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(label)
                .setSchema(new FailsafeSchema())
                .build();
        List<Object> documents = new ArrayList<>();
        for (Node node : new Compose(settings).composeAllFromString(text)) {
            documents.add(tree(node, 0));
        }
        return documents;
    }

    private static Object tree(Node node, int depth) {
        if (depth > MAX_DEPTH) {
            throw new YamlEngineException("values are nested more than " + MAX_DEPTH + " deep");
        }
        Object value = switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode list ->
                list.getValue().stream().map(item -> tree(item, depth + 1)).toList();
            // A set is a mapping to nothing.
            case MappingNode map
            when map.getTag().equals(Tag.SET) -> List.copyOf(map(map, depth).keySet());
            case MappingNode map -> map(map, depth);
            default -> throw new YamlEngineException("there is an alias without an anchor");
        };
        return function(node.getTag(), value);
    }

    private static Map<String, Object> map(MappingNode node, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, Object> merged = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            String key = String.valueOf(tree(entry.getKeyNode(), depth + 1));
            if (isNull(entry.getValueNode()) && !node.getTag().equals(Tag.SET)) {
                continue;
            }
            Object value = tree(entry.getValueNode(), depth + 1);
            if (key.equals(MERGE)) {
                merge(value, merged);
            } else if (map.put(key, value) != null) {
                throw new YamlEngineException("the key \"" + key + "\" stands twice"
                        + node.getStartMark()
                                .map(mark -> ", in the part that begins in line " + (mark.getLine() + 1))
                                .orElse(""));
            }
        }
        merged.forEach(map::putIfAbsent);
        return map;
    }

    /// What JSON's `null` is: nothing stands there.
    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain() && NULLS.contains(scalar.getValue());
    }

    private static void merge(Object value, Map<String, Object> merged) {
        for (Object one : value instanceof List<?> list ? list : List.of(value)) {
            if (one instanceof Map<?, ?> map) {
                map.forEach((key, each) -> merged.putIfAbsent(String.valueOf(key), each));
            }
        }
    }

    private static Object function(Tag tag, Object value) {
        String name = tag.getValue();
        if (!name.startsWith("!") || name.length() == 1) {
            return value;
        }
        boolean isShort = name.equals("!Ref") || name.equals("!Condition");
        return Map.of((isShort ? "" : "Fn::") + name.substring(1), value);
    }
}
