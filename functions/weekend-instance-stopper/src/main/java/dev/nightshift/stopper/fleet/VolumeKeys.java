package dev.nightshift.stopper.fleet;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.stopper.model.Failure;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Finds out whether an instance could be started again, as far as the keys of its volumes decide that.
///
/// Whoever starts an instance with a volume under a customer managed key needs `kms:CreateGrant` on that key. Without
/// it EC2 accepts the start, and the instance falls back to stopped (*Why does my EC2 instance transition from
/// pending to stopped*; EC2's own `DryRun` does not look at keys). Our role has it on the configured keys alone. A
/// key that AWS manages needs none.
///
/// Needs `ec2:DescribeVolumes` and `kms:DescribeKey`.
final class VolumeKeys {
    // EC2 API reference: a filter takes 200 values.
    private static final int FILTER_VALUES = 200;
    private static final Set<String> ELEMENTS = Set.of("volumeSet", "item", "kmsKeyId", "attachmentSet", "instanceId");

    private final Ec2Api ec2;
    private final JsonApi kms;
    private final Set<String> granted;
    private final Map<String, String> problems = new HashMap<>();

    /// @param granted ARNs of the keys that the role may have used
    VolumeKeys(Ec2Api ec2, JsonApi kms, Collection<String> granted) {
        this.ec2 = ec2;
        this.kms = kms;
        this.granted = Set.copyOf(granted);
    }

    /// Why each of these instances could not be started, or that this is not known; those that could are left out.
    Map<String, String> unusable(Collection<String> ids) {
        Map<String, String> reasons = new LinkedHashMap<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += FILTER_VALUES) {
            List<String> some = all.subList(from, Math.min(all.size(), from + FILTER_VALUES));
            Requests.send(some, group -> look(group, reasons))
                    .forEach((id, failure) ->
                            reasons.put(id, "it is not known whether it could be started again: " + failure.words()));
        }
        return reasons;
    }

    private void look(List<String> ids, Map<String, String> reasons) {
        Map<String, List<String>> filters = Map.of("attachment.instance-id", ids, "encrypted", List.of("true"));
        for (Answer page : ec2.pages("DescribeVolumes", filters, ELEMENTS)) {
            page.all("volumeSet", "item").forEach(volume -> look(volume, reasons));
        }
    }

    private void look(Answer volume, Map<String, String> reasons) {
        String key = volume.text("kmsKeyId");
        String problem = granted.contains(key) ? "" : problem(key);
        if (!problem.isEmpty()) {
            volume.texts("attachmentSet", "item", "instanceId").forEach(instance -> reasons.put(instance, problem));
        }
    }

    private String problem(String key) {
        String known = problems.get(key);
        if (known != null) {
            return known;
        }
        String problem;
        try {
            String manager = kms.call("DescribeKey", Map.of("KeyId", key)).text("KeyMetadata", "KeyManager");
            problem = manager.equals("AWS")
                    ? ""
                    : "it could not be started again: its volumes need the key " + key + ", which is not in volumeKeys";
        } catch (AwsServiceException e) {
            return "nobody knows whether it could be started again: its volumes need the key " + key
                    + ", of which KMS says " + Failure.of(e).code() + "; it is not in volumeKeys";
        }
        problems.put(key, problem);
        return problem;
    }
}
