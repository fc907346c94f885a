package dev.nightshift.infra;

import dev.nightshift.rotator.RedisSite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

/// What the rotator may do to the users and AUTH tokens of ElastiCache and MemoryDB that the site names.
///
/// Source: Actions, resources, and condition keys for Amazon ElastiCache and Amazon MemoryDB, Service Authorization
/// Reference.
final class CachePermissions {
    private CachePermissions() {}

    static List<Permission> of(Collection<RedisSite> sites) {
        List<Permission> statements = new ArrayList<>();
        List<String> elastiCache = users(
                sites.stream().filter(site -> site.replicationGroup().isEmpty()).toList(),
                RedisSite.Service.ELASTICACHE,
                (site, user) -> Permission.arn("elasticache", "user:" + site.id(user)));
        if (!elastiCache.isEmpty()) {
            statements.add(Permission.allow(
                    "ChangeElastiCacheUsers",
                    List.of("elasticache:DescribeUsers", "elasticache:ModifyUser"),
                    elastiCache));
        }
        List<String> groups = sites.stream()
                .flatMap(site -> site.replicationGroup().stream())
                .map(group -> Permission.arn("elasticache", "replicationgroup:" + group))
                .distinct()
                .sorted()
                .toList();
        if (!groups.isEmpty()) {
            statements.add(Permission.allow(
                    "ChangeElastiCacheTokens",
                    List.of("elasticache:DescribeReplicationGroups", "elasticache:ModifyReplicationGroup"),
                    groups));
        }
        List<String> memoryDb =
                users(sites, RedisSite.Service.MEMORYDB, (site, user) -> Permission.arn("memorydb", "user/" + user));
        if (!memoryDb.isEmpty()) {
            statements.add(Permission.allow(
                    "ChangeMemoryDbUsers", List.of("memorydb:DescribeUsers", "memorydb:UpdateUser"), memoryDb));
        }
        return statements;
    }

    private static List<String> users(
            Collection<RedisSite> sites, RedisSite.Service service, BiFunction<RedisSite, String, String> arn) {
        return sites.stream()
                .filter(site -> site.service().filter(service::equals).isPresent())
                .flatMap(site -> site.users().names().stream().map(user -> arn.apply(site, user)))
                .distinct()
                .sorted()
                .toList();
    }
}
