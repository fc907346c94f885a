package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.wire.Node.Fields;
import java.util.List;
import java.util.Optional;

/// An EBS volume of an instance. Source: Volume, Amazon EC2 API Reference.
///
/// @param kmsKeyArn of the key that it is encrypted with, if it is
record Volume(String id, String instanceId, Optional<String> kmsKeyArn) {
    Fields tree() {
        Fields tree = Fields.empty()
                .put("volumeId", id)
                .put("status", "in-use")
                .put("encrypted", kmsKeyArn.isPresent())
                .put(
                        "attachmentSet",
                        List.of(Fields.empty()
                                .put("volumeId", id)
                                .put("instanceId", instanceId)
                                .put("device", "/dev/xvda")
                                .put("status", "attached")));
        kmsKeyArn.ifPresent(key -> tree.put("kmsKeyId", key));
        return tree;
    }
}
