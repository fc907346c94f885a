package dev.nightshift.rotator;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.StoppedOnPurpose;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Targets that are users of Redis servers.
///
/// @param others of every other strategy
record RedisTargets(RotatorConfig config, ParameterStore store, Making making, Targets others) implements Targets {
    /// What values are made from, where servers are looked up that are down on purpose, and who changes the users of a
    /// service of AWS.
    record Making(
            Passwords passwords,
            PasswordPolicy policy,
            StoppedOnPurpose stopped,
            Function<RedisSite, Optional<ManagedRedis>> managed) {}

    /// Who changes the users of a site's server, if that is a service of AWS.
    static Optional<ManagedRedis> managed(Clients clients, RedisSite site, Pace.Pause pause) {
        return site.service().map(service -> switch (service) {
            case ELASTICACHE ->
                new ManagedRedis(
                        site.replicationGroup()
                                .<ManagedUsers>map(group -> new AuthTokens(clients, group))
                                .orElseGet(() -> new ElastiCacheUsers(clients, site)),
                        pause);
            case MEMORYDB -> new ManagedRedis(new MemoryDbUsers(clients), pause);
        });
    }

    @Override
    public Target of(Parameter parameter, Strategy strategy) {
        if (strategy != Strategy.REDIS) {
            return others.of(parameter, strategy);
        }
        // A value never says where a password is sent.
        RedisSite site = Optional.ofNullable(parameter.tags().get(RotatorConfig.DATABASE_TAG))
                .flatMap(name -> Optional.ofNullable(config.redis().get(name)))
                .orElseThrow(() -> new Target.Unsuitable(
                        "its tag " + RotatorConfig.DATABASE_TAG + " is none of the settings' redis"));
        Optional<Supplier<Secret>> admin =
                site.admin().map(name -> DatabaseTarget.once(() -> DatabaseTargets.administrator(store, name)));
        return new RedisTarget(site, admin, store, parameter, making);
    }
}
