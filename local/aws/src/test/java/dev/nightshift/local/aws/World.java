package dev.nightshift.local.aws;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Something that claims to behave as AWS does, empty at first, and how to put things into it.
interface World extends AutoCloseable {
    /// Its clients, under credentials that may do everything.
    Clients clients();

    /// Clients under other credentials.
    Clients with(String accessKey);

    /// An IAM user.
    ///
    /// @param path with a slash at both ends
    void user(String path, String name);

    /// A running instance on demand, with an EBS root volume.
    String launch(Map<String, String> tags);

    void terminate(String instanceId);

    void protectFromStop(String instanceId);

    /// An Auto Scaling group that wants no servers.
    void group(String name, Map<String, String> tags);

    /// Lets a group have so many servers, at once.
    void serve(String group, int servers);

    /// The ARN of a new target group that has all servers of a group as its targets.
    String targetGroup(String name, String group);

    /// The ARN of a new Application Load Balancer.
    String balancer(String name);

    /// The ARN of a new HTTPS listener at port 443.
    ///
    /// @param certificates the default one first
    String listener(String balancer, List<String> certificates);

    /// A container service of two tasks whose container has one secret.
    ///
    /// @param valueFrom the secret's parameter
    void service(String cluster, String name, String valueFrom);

    /// The id of an empty prefix list.
    ///
    /// @param family `IPv4` or `IPv6`
    String prefixList(String family, int maxEntries);
    /// The id of a task that such a service has started, with an interface of its own.
    String task(String cluster, String service);

    /// The id of a new hosted zone.
    String zone(String name);

    /// A topic's ARN.
    String topic(String name);

    /// An empty bucket with versions.
    void bucket(String name);

    /// The ARN of a role in another account that our account may assume with an external id.
    String role(String account, String name, String externalId);

    /// The ARN of a certificate that was made now and imported into ACM.
    ///
    /// @param key `RSA_2048` or `EC_prime256v1`
    String imported(String domain, String key, Duration lifetime);

    /// The ARN of a certificate that was made now and uploaded to IAM.
    String uploaded(String name, Duration lifetime);

    /// The ARN of a database instance whose certificate is of the authority `rds-ca-rsa2048-g1`.
    String database(String identifier);

    @Override
    void close();
}
