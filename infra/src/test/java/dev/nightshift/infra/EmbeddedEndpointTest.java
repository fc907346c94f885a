package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.site.FunctionSite;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What the roles may ask of AWS, and what the embedded endpoint answers.
class EmbeddedEndpointTest {
    /// What Lambda, SNS and Parameter Store do in a role's name, and with what travels in another call.
    private static final String NOT_ASKED_BY_FUNCTIONS =
            "(logs|sqs):.*|kms:(?!DescribeKey).*|ec2:.*(NetworkInterface|Subnets|PrivateIpAddresses).*|ssm:AddTagsToResource";

    /// An instrument that answered more would prove calls that fail in production; one that answered less would
    /// leave calls unproved. One action is answered that no function may call: what a person labels decides what a
    /// function can do.
    @Test
    void theEmbeddedEndpointAnswersWhatTheFunctionsMayAskAndNothingElse() {
        Set<String> asked = new TreeSet<>(Set.of("ssm:LabelParameterVersion"));
        Arrays.stream(FunctionSite.Kind.values())
                .forEach(kind -> asked.addAll(actions(Deployed.committed(), kind.functionName())));
        // What the committed site leaves off.
        asked.addAll(actions(new Deployed(Assembly.shared()), "weekend-instance-stopper"));
        asked.addAll(actions(new Deployed(AsgLiveIpExporterTest.SERVICES), "asg-live-ip-exporter"));
        asked.addAll(actions(new Deployed(Assembly.of(CheckerTest.FRONTS)), "ssl-expiry-checker"));
        for (String site :
                List.of(ConsumerPermissionsTest.SITE, AccessKeyPermissionsTest.SITE, CachePermissionsTest.SITE)) {
            asked.addAll(actions(new Deployed(Assembly.of(site)), "parameter-store-rotator"));
        }
        asked.removeIf(action -> action.matches(NOT_ASKED_BY_FUNCTIONS));

        assertThat(LocalAws.actions()).containsExactlyInAnyOrderElementsOf(asked);
    }

    private static Set<String> actions(Deployed site, String function) {
        return Set.copyOf(site.policyOf("What " + function + " may do").allowedActions());
    }
}
