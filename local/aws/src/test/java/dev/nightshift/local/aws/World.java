package dev.nightshift.local.aws;

import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sns.SnsClient;

/// Something that claims to behave as AWS does, empty at first, and how to put things into it.
interface World extends AutoCloseable {
    Ec2Client ec2();

    SnsClient sns();

    /// A running instance on demand, with an EBS root volume.
    String launch(Map<String, String> tags);

    void terminate(String instanceId);

    void protectFromStop(String instanceId);

    /// A topic's ARN.
    String topic(String name);

    @Override
    void close();
}
