package dev.nightshift.infra;

import dev.nightshift.kit.aws.Watch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// What another account deploys, by itself or from a StackSet, so that the site's functions can look at it: a role for
/// each of them, with the permissions that the function has at home.
///
/// It needs no bootstrapped account and names none. A role has the name of its function's role at home and trusts that
/// one alone: by the name in a condition, because a role that is named as principal is forgotten when it is made anew
/// (*AWS JSON policy elements: Principal*, IAM user guide).
final class WatchedAccount extends Stack {
    WatchedAccount(Construct scope, Site site) {
        super(
                scope,
                "nightshift-" + site.name() + "-watch",
                StackProps.builder()
                        .description("Nightshift: lets the site " + site.name() + " look at this account")
                        .synthesizer(new BootstraplessSynthesizer())
                        .build());
        CfnParameter home = CfnParameter.Builder.create(this, "HomeAccount")
                .description("The account that the functions run in")
                .allowedPattern("\\d{12}")
                .build();
        CfnParameter organization = CfnParameter.Builder.create(this, "Organization")
                .description("The organization that the functions' account must belong to, such as o-a1b2c3d4e5")
                .defaultValue("")
                .allowedPattern("(o-[a-z0-9]{10,32})?")
                .build();
        CfnCondition named = CfnCondition.Builder.create(this, "InOrganization")
                .expression(Fn.conditionNot(Fn.conditionEquals(organization.getValueAsString(), "")))
                .build();
        site.functions().forEach((function, settings) -> {
            Watch watch = settings.watch();
            if (!watch.accounts().isEmpty()) {
                Map<String, Object> texts = new TreeMap<>();
                texts.put("sts:ExternalId", watch.externalId());
                texts.put(
                        "aws:PrincipalOrgID",
                        Fn.conditionIf(named.getLogicalId(), organization.getValueAsString(), Aws.NO_VALUE));
                Map<String, Object> conditions = new TreeMap<>();
                conditions.put("StringEquals", texts);
                conditions.put(
                        "ArnEquals", Map.of("aws:PrincipalArn", role(home.getValueAsString(), watch.roleName())));
                role(
                                function,
                                watch.roleName(),
                                new PrincipalWithConditions(new AccountPrincipal(home.getValueAsString()), conditions))
                        .attachInlinePolicy(Policy.Builder.create(this, function + "-policy")
                                .statements(settings.whereItLooks())
                                .build());
            }
        });
    }

    private Role role(String function, String name, PrincipalWithConditions trusted) {
        return Role.Builder.create(this, function)
                .roleName(name)
                .description("What " + function + " may do here")
                .assumedBy(trusted)
                .build();
    }

    /// Whether any function of the site looks at other accounts.
    static boolean isNeeded(Site site) {
        return site.functions().values().stream()
                .anyMatch(function -> !function.watch().accounts().isEmpty());
    }

    /// What a function's role needs to act in other accounts.
    static List<PolicyStatement> assuming(Watch watch) {
        return watch.accounts().isEmpty()
                ? List.of()
                : List.of(PolicyStatement.Builder.create()
                        .sid("ActInOtherAccounts")
                        .actions(List.of("sts:AssumeRole"))
                        .resources(watch.accounts().stream()
                                .map(account -> role(account, watch.roleName()))
                                .toList())
                        .build());
    }

    private static String role(String account, String name) {
        return "arn:%s:iam::%s:role/%s".formatted(Aws.PARTITION, account, name);
    }
}
