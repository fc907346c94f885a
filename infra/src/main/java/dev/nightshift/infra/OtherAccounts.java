package dev.nightshift.infra;

import dev.nightshift.kit.aws.Watch;
import java.util.List;
import software.amazon.awscdk.Aws;

/// How a function's role acts in other accounts.
final class OtherAccounts {
    private OtherAccounts() {}

    /// What a function's role needs to act there.
    static List<Permission> assuming(Watch watch) {
        return watch.accounts().isEmpty()
                ? List.of()
                : List.of(Permission.allow(
                        "ActInOtherAccounts",
                        List.of("sts:AssumeRole"),
                        watch.accounts().stream()
                                .map(account -> roleArn(account, watch.roleName()))
                                .toList()));
    }

    static String roleArn(String account, String name) {
        return "arn:%s:iam::%s:role/%s".formatted(Aws.PARTITION, account, name);
    }
}
