package dev.nightshift.local.aws.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What somebody wants to do: one action on one resource.
///
/// @param action with its service's prefix, `ec2:StopInstances`
/// @param resource an ARN, or `*` for an action that knows no resources
/// @param context the condition keys that this request has, by names that ignore case; a key without values is absent
public record IamRequest(String action, String resource, Map<String, List<String>> context) {
    /// Keeps a copy.
    public IamRequest {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(context);
        context = copy;
    }

    /// A request without context.
    public static IamRequest of(String action, String resource) {
        return new IamRequest(action, resource, Map.of());
    }

    /// The same with one more key.
    public IamRequest with(String key, Collection<String> values) {
        Map<String, List<String>> more = new TreeMap<>(context);
        more.put(key, List.copyOf(values));
        return new IamRequest(action, resource, more);
    }

    /// The same with a key for each tag, `aws:ResourceTag/Name`.
    ///
    /// @param prefix up to and with the slash
    public IamRequest withTags(String prefix, Map<String, String> tags) {
        Map<String, List<String>> more = new TreeMap<>(context);
        tags.forEach((key, value) -> more.put(prefix + key, List.of(value)));
        return new IamRequest(action, resource, more);
    }
}
