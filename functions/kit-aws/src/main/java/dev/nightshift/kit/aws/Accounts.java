package dev.nightshift.kit.aws;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// The client settings for every place that a function looks at: its own credentials at home, elsewhere those of the
/// role that the other account keeps for it.
///
/// Roles are assumed at the first call that needs them; a function that stays at home loads nothing of STS.
public final class Accounts {
    private final Clients home;
    private final Watch watch;
    private final String sessionName;
    private final Map<String, AwsCredentialsProvider> credentials = new ConcurrentHashMap<>();

    /// @param sessionName what the other accounts' logs call us: the function's name
    public Accounts(Clients home, Watch watch, String sessionName) {
        this.home = home;
        this.watch = watch;
        this.sessionName = sessionName;
    }

    /// The settings of clients for a place.
    public Clients clients(Watch.Place place) {
        Region region = Region.of(place.region());
        return place.account()
                .map(account -> home.with(credentials.computeIfAbsent(account, this::assumed)))
                .orElse(home)
                .in(region);
    }

    /// The ARN of the role in an account.
    String roleArn(String account) {
        String partition = Partition.of(home.region().id()).id();
        return "arn:%s:iam::%s:role/%s".formatted(partition, account, watch.roleName());
    }

    private AwsCredentialsProvider assumed(String account) {
        return new AssumedRole(
                home.query("sts", "2011-06-15"),
                roleArn(account),
                watch.externalId(),
                sessionName,
                InstantSource.system());
    }
}
