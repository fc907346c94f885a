package dev.nightshift.local.aws.security;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.policy.Principals;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Checksum;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The users of an account and their access keys, with which others may then call.
///
/// Source: CreateAccessKey and its neighbours, AWS Identity and Access Management API Reference.
public final class AccessKeys implements Service {
    /// When and where a key was used last.
    private record Use(Instant at, String service, String region) {}

    /// An access key.
    ///
    /// @param user its owner's name
    /// @param active whether anybody can call with it
    private record Key(String id, String user, boolean active, Instant created, Optional<Use> used) {
        Key with(boolean nowActive, Optional<Use> nowUsed) {
            return new Key(id, user, nowActive, created, nowUsed);
        }

        Fields metadata() {
            return Fields.empty()
                    .put("UserName", user)
                    .put("AccessKeyId", id)
                    .put("Status", active ? "Active" : "Inactive")
                    .put("CreateDate", created);
        }
    }

    // IAM and AWS STS quotas, IAM User Guide.
    private static final int MOST_PER_USER = 2;

    private final Place place;
    private final InstantSource clock;
    private final Principals principals;
    private final Map<String, String> arns = new LinkedHashMap<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();

    public AccessKeys(Place place, InstantSource clock, Principals principals) {
        this.place = place;
        this.clock = clock;
        this.principals = principals;
    }

    /// Makes a user.
    ///
    /// @param path with a slash at both ends, or one slash
    public synchronized void user(String path, String name) {
        arns.put(name, "arn:aws:iam::%s:user%s%s".formatted(place.account(), path, name));
    }

    /// Gives a user one more access key and says its id.
    public synchronized String createKey(String user) {
        return created(user).id();
    }

    private Key created(String user) {
        String arn = existing(user);
        if (of(user).size() == MOST_PER_USER) {
            throw new AwsException(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
        }
        String id = principals.keyOf("AKIA", new Principal(place.account(), arn, Optional.empty()));
        // IAM tells whole seconds.
        Instant created = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Key key = new Key(id, user, true, created, Optional.empty());
        keys.put(id, key);
        return key;
    }

    /// Says that somebody called with a key.
    public synchronized void used(String id, Instant at, String service, String region) {
        Key key = keys.get(id);
        if (key != null) {
            keys.put(id, key.with(key.active(), Optional.of(new Use(at, service, region))));
        }
    }

    /// What goes with a key's id; nothing when there is no such key.
    public synchronized Optional<String> secret(String id) {
        return Optional.ofNullable(keys.get(id)).map(AccessKeys::secret);
    }

    /// The ids of a user's keys with `Active` or `Inactive`, oldest first.
    public synchronized Map<String, String> statuses(String user) {
        Map<String, String> statuses = new LinkedHashMap<>();
        of(user).forEach(key -> statuses.put(key.id(), key.active() ? "Active" : "Inactive"));
        return statuses;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "ListAccessKeys",
                new Operation(Set.of("UserName"), asked -> onUser("ListAccessKeys", asked), this::listAccessKeys),
                "CreateAccessKey",
                new Operation(Set.of("UserName"), asked -> onUser("CreateAccessKey", asked), this::createAccessKey),
                "UpdateAccessKey",
                new Operation(
                        Set.of("UserName", "AccessKeyId", "Status"),
                        asked -> onUser("UpdateAccessKey", asked),
                        this::updateAccessKey),
                "DeleteAccessKey",
                new Operation(
                        Set.of("UserName", "AccessKeyId"),
                        asked -> onUser("DeleteAccessKey", asked),
                        this::deleteAccessKey),
                "GetAccessKeyLastUsed",
                new Operation(Set.of("AccessKeyId"), this::onOwner, this::getAccessKeyLastUsed));
    }

    private synchronized List<IamRequest> onUser(String operation, Parameters asked) {
        String name = asked.textOrEmpty("UserName");
        String unknown = "arn:aws:iam::%s:user/%s".formatted(place.account(), name);
        return List.of(IamRequest.of("iam:" + operation, arns.getOrDefault(name, unknown)));
    }

    private synchronized List<IamRequest> onOwner(Parameters asked) {
        return List.of(
                IamRequest.of("iam:GetAccessKeyLastUsed", existing(key(asked).user())));
    }

    private synchronized Fields listAccessKeys(Parameters asked) {
        String user = asked.textOrEmpty("UserName");
        existing(user);
        return Fields.empty()
                .put("AccessKeyMetadata", of(user).stream().map(Key::metadata).toList())
                .put("IsTruncated", false);
    }

    private synchronized Fields createAccessKey(Parameters asked) {
        Key key = created(asked.textOrEmpty("UserName"));
        return Fields.empty().put("AccessKey", key.metadata().put("SecretAccessKey", secret(key)));
    }

    private synchronized Fields updateAccessKey(Parameters asked) {
        Key key = keyOfUser(asked);
        boolean active = asked.textOrEmpty("Status").equals("Active");
        keys.put(key.id(), key.with(active, key.used()));
        if (active) {
            principals.register(key.id(), new Principal(place.account(), existing(key.user()), Optional.empty()));
        } else {
            principals.revoke(key.id());
        }
        return Fields.empty();
    }

    private synchronized Fields deleteAccessKey(Parameters asked) {
        Key key = keyOfUser(asked);
        keys.remove(key.id());
        principals.revoke(key.id());
        return Fields.empty();
    }

    private synchronized Fields getAccessKeyLastUsed(Parameters asked) {
        Key key = key(asked);
        Fields last = Fields.empty();
        key.used().ifPresent(use -> last.put("LastUsedDate", use.at()));
        return Fields.empty()
                .put("UserName", key.user())
                .put(
                        "AccessKeyLastUsed",
                        last.put("ServiceName", key.used().map(Use::service).orElse("N/A"))
                                .put("Region", key.used().map(Use::region).orElse("N/A")));
    }

    private Key keyOfUser(Parameters asked) {
        existing(asked.textOrEmpty("UserName"));
        Key key = key(asked);
        if (!key.user().equals(asked.textOrEmpty("UserName"))) {
            throw noSuchKey(key.id());
        }
        return key;
    }

    private Key key(Parameters asked) {
        String id = asked.textOrEmpty("AccessKeyId");
        return Optional.ofNullable(keys.get(id)).orElseThrow(() -> noSuchKey(id));
    }

    private List<Key> of(String user) {
        return keys.values().stream().filter(key -> key.user().equals(user)).toList();
    }

    private String existing(String user) {
        return Optional.ofNullable(arns.get(user))
                .orElseThrow(() -> new AwsException(
                        404, "NoSuchEntity", "The user with name %s cannot be found.".formatted(user)));
    }

    private static AwsException noSuchKey(String id) {
        return new AwsException(404, "NoSuchEntity", "The Access Key with id %s cannot be found.".formatted(id));
    }

    private static String secret(Key key) {
        return Checksum.SHA256.base64(key.id()).substring(0, 40);
    }
}
