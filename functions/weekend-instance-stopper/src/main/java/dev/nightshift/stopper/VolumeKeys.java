package dev.nightshift.stopper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;

/// Finds out whether an instance could be started again, as far as the keys of its volumes decide that.
///
/// Whoever starts an instance with a volume under a customer managed key needs `kms:CreateGrant` on that key. Without
/// it EC2 accepts the start, and the instance falls back to stopped (*Why does my EC2 instance transition from
/// pending to stopped*; EC2's own `DryRun` does not look at keys). Our role has it on the configured keys alone. A
/// key that AWS manages needs none.
///
/// Needs `ec2:DescribeVolumes` and `kms:DescribeKey`.
final class VolumeKeys {
    // EC2 API reference: a filter takes 200 values, and MaxResults is at most 1000.
    private static final int FILTER_VALUES = 200;
    private static final int PAGE_VOLUMES = 1_000;

    private final Ec2Client ec2;
    private final Supplier<KmsClient> kms;
    private final Set<String> granted;
    private final Map<String, String> problems = new HashMap<>();

    /// @param kms asked for when a volume has a key that is not granted
    /// @param granted ARNs of the keys that the role may have used
    VolumeKeys(Ec2Client ec2, Supplier<KmsClient> kms, Collection<String> granted) {
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
        for (Volume volume : encrypted(ids)) {
            String key = volume.kmsKeyId();
            String problem = granted.contains(key) ? "" : problem(key);
            if (!problem.isEmpty()) {
                volume.attachments().forEach(attachment -> reasons.put(attachment.instanceId(), problem));
            }
        }
    }

    private List<Volume> encrypted(List<String> ids) {
        Filter attached =
                Filter.builder().name("attachment.instance-id").values(ids).build();
        Filter encrypted = Filter.builder().name("encrypted").values("true").build();
        List<Volume> volumes = new ArrayList<>();
        String token = null;
        do {
            String page = token;
            DescribeVolumesResponse response = ec2.describeVolumes(request -> request.filters(attached, encrypted)
                    .maxResults(PAGE_VOLUMES)
                    .nextToken(page));
            volumes.addAll(response.volumes());
            token = response.nextToken();
        } while (token != null && !token.isEmpty());
        return volumes;
    }

    private String problem(String key) {
        String known = problems.get(key);
        if (known != null) {
            return known;
        }
        String problem;
        try {
            KeyMetadata metadata =
                    kms.get().describeKey(request -> request.keyId(key)).keyMetadata();
            problem = metadata.keyManager() == KeyManagerType.AWS
                    ? ""
                    : "it could not be started again: its volumes need the key " + key + ", which is not in volumeKeys";
        } catch (KmsException e) {
            return "nobody knows whether it could be started again: its volumes need the key " + key
                    + ", of which KMS says " + e.awsErrorDetails().errorCode() + "; it is not in volumeKeys";
        }
        problems.put(key, problem);
        return problem;
    }
}
