package dev.nightshift.infra;

import dev.nightshift.kit.aws.Watch;
import dev.nightshift.site.FunctionSite;
import dev.nightshift.site.Site;
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
    private final CfnParameter home;
    private final CfnParameter organization;
    private final CfnCondition inOrganization;

    WatchedAccount(Construct scope, Site site) {
        super(
                scope,
                "nightshift-" + site.name() + "-watch",
                StackProps.builder()
                        .description("Nightshift: lets the site " + site.name() + " look at this account")
                        .synthesizer(new BootstraplessSynthesizer())
                        .build());
        home = CfnParameter.Builder.create(this, "HomeAccount")
                .description("The account that the functions run in")
                .allowedPattern("\\d{12}")
                .build();
        organization = CfnParameter.Builder.create(this, "Organization")
                .description("The organization that the functions' account must belong to, such as o-a1b2c3d4e5")
                .defaultValue("")
                .allowedPattern("(o-[a-z0-9]{10,32})?")
                .build();
        inOrganization = CfnCondition.Builder.create(this, "InOrganization")
                .expression(Fn.conditionNot(Fn.conditionEquals(organization.getValueAsString(), "")))
                .build();
        site.functions().forEach((function, settings) -> {
            if (!settings.watch().accounts().isEmpty()) {
                role(function, settings);
            }
        });
    }

    private void role(String function, FunctionSite settings) {
        Role role = Role.Builder.create(this, function)
                .roleName(settings.watch().roleName())
                .description("What " + function + " may do here")
                .assumedBy(functionsRole(settings.watch()))
                .build();
        Permission.grant(role, Constructs.whereItLooks(settings));
    }

    private PrincipalWithConditions functionsRole(Watch watch) {
        Map<String, Object> texts = new TreeMap<>();
        texts.put("sts:ExternalId", watch.externalId());
        texts.put(
                "aws:PrincipalOrgID",
                Fn.conditionIf(inOrganization.getLogicalId(), organization.getValueAsString(), Aws.NO_VALUE));
        String role = OtherAccounts.roleArn(home.getValueAsString(), watch.roleName());
        Map<String, Object> conditions = new TreeMap<>();
        conditions.put("StringEquals", texts);
        conditions.put("ArnEquals", Map.of("aws:PrincipalArn", role));
        return new PrincipalWithConditions(new AccountPrincipal(home.getValueAsString()), conditions);
    }

    /// Whether any function of the site looks at other accounts.
    static boolean isNeeded(Site site) {
        return site.functions().values().stream()
                .anyMatch(function -> !function.watch().accounts().isEmpty());
    }
}
