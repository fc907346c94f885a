package dev.nightshift.local.aws.data;

import dev.nightshift.local.aws.data.CacheUsers.User;
import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Replication groups of ElastiCache with AUTH tokens, each the passwords of the user `default`.
///
/// Sources: DescribeReplicationGroups and ModifyReplicationGroup, Amazon ElastiCache API Reference; Authenticating with
/// the AUTH command, Amazon ElastiCache User Guide.
public final class ReplicationGroups {
    private final Place place;
    private final InstantSource clock;
    private final CacheUsers tokens;
    private final Map<String, Instant> changed = new HashMap<>();
    private final Set<String> withUserGroups = new HashSet<>();

    ReplicationGroups(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
        this.tokens = new CacheUsers(clock);
    }

    /// The tokens of each group, by its id; the user's name is `default`. A group without tokens is open.
    public CacheUsers tokens() {
        return tokens;
    }

    /// Gives a group a user group instead of tokens.
    public synchronized void userGroup(String id) {
        withUserGroups.add(id);
    }

    Map<String, Service.Operation> operations() {
        return Map.of(
                "DescribeReplicationGroups",
                new Service.Operation(
                        Set.of("ReplicationGroupId"),
                        asked -> request("DescribeReplicationGroups", asked),
                        asked -> Fields.empty()
                                .put(
                                        "ReplicationGroups",
                                        new Node.Named("ReplicationGroup", List.of(tree(existing(asked)))))),
                "ModifyReplicationGroup",
                new Service.Operation(
                        Set.of("ReplicationGroupId", "AuthToken", "AuthTokenUpdateStrategy", "ApplyImmediately"),
                        asked -> request("ModifyReplicationGroup", asked),
                        this::modify));
    }

    private List<IamRequest> request(String operation, Parameters asked) {
        return List.of(IamRequest.of("elasticache:" + operation, arn(asked.textOrEmpty("ReplicationGroupId"))));
    }

    private String arn(String id) {
        return "arn:aws:elasticache:%s:%s:replicationgroup:%s".formatted(place.region(), place.account(), id);
    }

    private User existing(Parameters asked) {
        String id = asked.textOrEmpty("ReplicationGroupId");
        return tokens.find(id)
                .orElseThrow(() -> new AwsException(
                        404, "ReplicationGroupNotFoundFault", "ReplicationGroup " + id + " not found."));
    }

    private synchronized Fields modify(Parameters asked) {
        User group = existing(asked);
        String token = asked.textOrEmpty("AuthToken");
        if (!token.matches("[A-Za-z0-9!&#$^<>-]{16,128}")) {
            throw AwsException.badRequest("InvalidParameterValue", "Invalid AuthToken provided.");
        }
        List<String> next = new ArrayList<>(group.passwords());
        switch (asked.textOrEmpty("AuthTokenUpdateStrategy")) {
            case "ROTATE" -> next.add(token);
            case "SET" -> {
                if (next.isEmpty() || !next.getLast().equals(token)) {
                    throw AwsException.badRequest(
                            "InvalidParameterValue", "The AuthToken is not the one that was rotated last.");
                }
                next.subList(0, next.size() - 1).clear();
            }
            default -> throw AwsException.badRequest("InvalidParameterValue", "Invalid AuthTokenUpdateStrategy.");
        }
        if (!asked.textOrEmpty("ApplyImmediately").equals("true")) {
            throw AwsException.badRequest("InvalidParameterCombination", "Tokens are applied immediately.");
        }
        User after = tokens.replace(group, next.subList(Math.max(0, next.size() - 2), next.size()))
                .orElseThrow(() -> AwsException.badRequest(
                        "InvalidReplicationGroupState", "Replication group must be in available state."));
        changed.put(group.id(), clock.instant());
        return Fields.empty().put("ReplicationGroup", tree(after));
    }

    private synchronized Fields tree(User group) {
        boolean users = withUserGroups.contains(group.id());
        Fields tree = Fields.empty()
                .put("ReplicationGroupId", group.id())
                .put("Status", group.modifyingUntil().isPresent() ? "modifying" : "available")
                .put("TransitEncryptionEnabled", true)
                .put("AuthTokenEnabled", !users && !group.open())
                .texts("UserGroupIds", users ? List.of("group") : List.of())
                .put("ARN", arn(group.id()));
        if (changed.containsKey(group.id())) {
            tree.put("AuthTokenLastModifiedDate", changed.get(group.id()));
        }
        return tree;
    }
}
