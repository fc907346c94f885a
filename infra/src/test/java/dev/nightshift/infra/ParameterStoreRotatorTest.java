package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.IamRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the rotator's role can do and what it cannot, in account 111122223333 in eu-central-1, and how it is deployed.
@NullUnmarked // A key that a template lacks fails the test.
class ParameterStoreRotatorTest {
    static final String SITE = """
            site: acme-prod
            zone: Europe/Berlin
            notify: {email: []}
            functions:
              parameter-store-rotator:
                dryRun: false
                at: 04:10
                tag: acme:rotate-every
                paths: [/acme/prod/]
                reservedConcurrency: 1
                keys: [arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab]
                databases: {orders: {host: orders.db.acme.example, admin: /acme/admin/orders, users: [app, app_clone]}}
                network: {subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e], securityGroups: [sg-0a1b2c3d]}
            """;

    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String PENDING = "/nightshift-pending/0123456789abcdef0123456789abcdef";

    private static final class Once {
        private static final Assembly ASSEMBLY = Assembly.of(SITE);
    }

    private final Assembly assembly = Once.ASSEMBLY;
    private final Deployed deployed = new Deployed(assembly);
    private final IamPolicy rotator = deployed.policyOf("What parameter-store-rotator may do");

    private static IamRequest on(String action, String name) {
        return IamRequest.of(action, "arn:aws:ssm:eu-central-1:111122223333:parameter" + name);
    }

    private static IamRequest optedIn(String action, String name) {
        return on(action, name).withTags("aws:ResourceTag/", Map.of("acme:rotate-every", "30d"));
    }

    @ParameterizedTest
    @CsvSource({
        "/acme/prod/db,     true,  true",
        "/acme/prod/a/b,    true,  true",
        "/acme/prod/db,     false, false",
        "/acme/staging/db,  true,  false",
        "/acme/prodigious,  true,  false",
        "/acme/admin/orders, true, false",
        "/nightshift-pending/x, true, false",
        "/nightshift-pending/x, false, true"
    })
    void itOverwritesWhatLivesAndCreatesWhatIsPendingAndNothingElse(String name, String overwrite, boolean allowed) {
        IamRequest put = optedIn("ssm:PutParameter", name).with("ssm:Overwrite", List.of(overwrite));

        assertThat(rotator.allows(put)).isEqualTo(allowed);
        assertThat(rotator.allows(on("ssm:PutParameter", name)))
                .as("without a word on it")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ssm:GetParameters, /acme/prod/db, true",
        "ssm:GetParameters, /acme/admin/orders, true",
        "ssm:GetParameters, /acme/admin/other, false",
        "ssm:GetParameters, /other/db, false",
        "ssm:GetParameterHistory, /acme/prod/db, true",
        "ssm:GetParameterHistory, /acme/admin/orders, false",
        "ssm:GetParameter, /acme/prod/db, false",
        "ssm:GetParametersByPath, /acme/prod, false",
        "ssm:GetParametersByPath, /acme/prod/, false",
        "ssm:GetParametersByPath, /acme, false",
        "ssm:GetParametersByPath, /, false",
        "ssm:DeleteParameter, /acme/prod/db, false",
        "ssm:DeleteParameters, /acme/prod/db, false",
        "ssm:LabelParameterVersion, /acme/prod/db, false",
        "ssm:LabelParameterVersion, /nightshift-pending/x, false",
        "ssm:UnlabelParameterVersion, /acme/prod/db, false",
        "ssm:UnlabelParameterVersion, /nightshift-pending/x, false"
    })
    void itReadsLiveValuesByTheirNamesAlone(String action, String name, boolean allowed) {
        assertThat(rotator.allows(optedIn(action, name))).isEqualTo(allowed);
    }

    /// Also with the tag of another site, and with the default tag where the site has its own.
    @ParameterizedTest
    @CsvSource({
        "acme:rotate-every,       true",
        "nightshift:rotate-every, false",
        "acme:rotate,             false",
        "Owner,                   false",
        "'',                      false"
    })
    void belowThePathsItReadsAndWritesOnlyWhatHasTheOptInTag(String tag, boolean allowed) {
        for (String action : List.of("ssm:GetParameters", "ssm:GetParameterHistory", "ssm:PutParameter")) {
            IamRequest request = on(action, "/acme/prod/db").with("ssm:Overwrite", List.of("true"));

            assertThat(rotator.allows(tag.isEmpty() ? request : request.with("aws:ResourceTag/" + tag, List.of("30d"))))
                    .as(action)
                    .isEqualTo(allowed);
        }
    }

    @Test
    void whatTheRotatorItselfNeedsIsReadWithoutATag() {
        assertThat(rotator.allows(on("ssm:GetParameters", "/acme/admin/orders")))
                .isTrue();
        assertThat(rotator.allows(on("ssm:GetParameters", PENDING)))
                .as("whether there is one")
                .isTrue();
    }

    /// Whoever reads by a path needs the right on that path alone, whatever is below it.
    @ParameterizedTest
    @CsvSource({
        "ssm:GetParameter, false, false, false",
        "ssm:GetParameters, true, false, false",
        "ssm:GetParameterHistory, false, false, false",
        "ssm:GetParametersByPath, false, false, false",
        "ssm:DeleteParameter, true, false, false"
    })
    void ofThePendingRootItReadsAndDeletesByNameAndNothingOfItsAncestors(
            String action, boolean value, boolean root, boolean ancestor) {
        boolean byPath = action.equals("ssm:GetParametersByPath");

        assertThat(rotator.allows(on(action, PENDING))).isEqualTo(value && !byPath);
        assertThat(rotator.allows(on(action, "/nightshift-pending"))).isEqualTo(root);
        assertThat(rotator.allows(on(action, "/"))).isEqualTo(ancestor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nightshift-pending/x | acme:rotate-every nightshift:strategy | true",
                "/nightshift-pending/x | acme:rotate-every Owner | false",
                "/nightshift-pending/x | '' | false",
                "/acme/prod/db | acme:rotate-every | false"
            })
    void itOptsInNothingButWhatIsPending(String name, String keys, boolean allowed) {
        IamRequest tag = on("ssm:AddTagsToResource", name)
                .with("aws:TagKeys", keys.isBlank() ? List.of() : List.of(keys.split(" ")));

        assertThat(rotator.allows(tag)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "ssm.eu-central-1.amazonaws.com, /acme/prod/db, true",
        "ssm.eu-central-1.amazonaws.com, /other/db, false",
        "secretsmanager.eu-central-1.amazonaws.com, /acme/prod/db, false"
    })
    void itUsesAKeyForItsParametersOnly(String via, String name, boolean allowed) {
        for (String action : List.of("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey")) {
            assertThat(rotator.allows(use(action, KEY, via, name))).isEqualTo(allowed);
            assertThat(rotator.allows(IamRequest.of(action, KEY))).isFalse();
        }
    }

    @Test
    void pendingValuesHaveAKeyOfTheirOwnThatOutlivesTheStack() {
        String pendingKey = deployed.arn("PendingKey");
        String via = "ssm.eu-central-1.amazonaws.com";

        assertThat(rotator.allows(use("kms:Decrypt", pendingKey, via, PENDING))).isTrue();
        assertThat(rotator.allows(use("kms:Decrypt", pendingKey, via, "/acme/prod/db")))
                .isFalse();
        assertThat(assembly.resources("AWS::KMS::Key").values())
                .filteredOn(key -> "Retain".equals(key.get("DeletionPolicy")))
                .hasSize(1);
    }

    private static IamRequest use(String action, String key, String via, String name) {
        return IamRequest.of(action, key)
                .with("kms:ViaService", List.of(via))
                .with(
                        "kms:EncryptionContext:PARAMETER_ARN",
                        List.of("arn:aws:ssm:eu-central-1:111122223333:parameter" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iam:CreateAccessKey", "iam:PassRole", "sts:AssumeRole", "secretsmanager:GetSecretValue"})
    void itMayNothingElse(String action) {
        assertThat(rotator.allows(IamRequest.of(action, "*"))).isFalse();
    }

    @Test
    void itRunsOnceADayByTheLocalClockAndIsTriedAgain() {
        assertThat(schedule("Runs parameter-store-rotator"))
                .containsEntry("ScheduleExpression", "cron(10 4 * * ? *)")
                .containsEntry("ScheduleExpressionTimezone", "Europe/Berlin");
        assertThat(assembly.only("AWS::Lambda::EventInvokeConfig"))
                .containsEntry("MaximumRetryAttempts", 2)
                .containsEntry("MaximumEventAgeInSeconds", 3_600);
        assertThat(retryPolicy()).isEqualTo(Map.of("MaximumRetryAttempts", 10, "MaximumEventAgeInSeconds", 3_600));
        assertThat(assembly.resources("AWS::CloudWatch::Alarm").values())
                .map(Assembly::properties)
                .filteredOn(alarm -> "Runs".equals(alarm.get("MetricName")))
                .singleElement()
                .satisfies(alarm ->
                        assertThat(alarm).containsEntry("Period", 3_600).containsEntry("EvaluationPeriods", 26));
        assertThat(assembly.resources("AWS::CloudWatch::Alarm").values())
                .map(Assembly::properties)
                .filteredOn(alarm -> "Complete".equals(alarm.get("MetricName")))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm)
                        .as("two runs in a row, a day apart")
                        .containsEntry("DatapointsToAlarm", 2)
                        .containsEntry("EvaluationPeriods", 26)
                        .containsEntry("TreatMissingData", "notBreaching"));
    }

    private Object retryPolicy() {
        Map<?, ?> target = (Map<?, ?>) schedule("Runs parameter-store-rotator").get("Target");
        return target.get("RetryPolicy");
    }

    private Map<String, Object> schedule(String description) {
        return assembly.resources("AWS::Scheduler::Schedule").values().stream()
                .map(Assembly::properties)
                .filter(one -> description.equals(one.get("Description")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsHalfDoneIsFinishedByARunEveryFiveMinutesNeverAtTheMinuteOfTheDailyOne() {
        Map<String, Object> resume = schedule("Finishes what parameter-store-rotator left half done");

        assertThat(resume).containsEntry("ScheduleExpression", "cron(2/5 * * * ? *)");
        assertThat(((Map<?, ?>) resume.get("Target")).get("Input").toString()).contains("\"resume\": true");
        assertThat(assembly.resources("AWS::CloudWatch::Alarm").values())
                .map(Assembly::properties)
                .filteredOn(alarm -> "Throttles".equals(alarm.get("MetricName")))
                .singleElement()
                .satisfies(alarm ->
                        assertThat(alarm).as("longer than the longest run").containsEntry("EvaluationPeriods", 5));
    }

    /// Runs that find nothing to do count nothing, for a day at a time.
    @ParameterizedTest
    @CsvSource({
        "LockedOut, 1, Locked out",
        "Frozen, 1, Frozen",
        "Unfinished, 1, Unfinished",
        "DeferredDays, 2, Deferred"
    })
    void whatLastsRaisesAnAlarmThatStaysUntilARunCountsAgainAndSaysWhatTheRunbookSays(
            String metric, double atLeast, String title) throws IOException {
        assertThat(assembly.resources("AWS::CloudWatch::Alarm").values())
                .map(Assembly::properties)
                .filteredOn(alarm -> metric.equals(alarm.get("MetricName")))
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm)
                            .containsEntry("Statistic", "Maximum")
                            .containsEntry("Period", 60)
                            .containsEntry("EvaluationPeriods", 1)
                            .containsEntry("TreatMissingData", "ignore")
                            .containsEntry("ComparisonOperator", "GreaterThanOrEqualToThreshold")
                            .containsEntry(
                                    "Dimensions",
                                    List.of(Map.of(
                                            "Name",
                                            "Function",
                                            "Value",
                                            "nightshift-acme-prod-parameter-store-rotator")));
                    assertThat(((Number) alarm.get("Threshold")).doubleValue()).isEqualTo(atLeast);
                    assertThat(alarm.get("OKActions")).isEqualTo(alarm.get("AlarmActions"));
                    assertThat(alarm.get("AlarmDescription").toString())
                            .startsWith("parameter-store-rotator: " + title + ": ");
                });
        Path readme =
                Path.of(System.getProperty("nightshift.root"), "functions", "parameter-store-rotator", "README.md");
        assertThat(Files.readString(readme)).contains("\n- **" + title + "**", "`" + metric + "`");
    }

    @Test
    void itRunsInItsSubnets() {
        Map<?, ?> place = (Map<?, ?>) assembly.only("AWS::Lambda::Function").get("VpcConfig");

        assertThat(place.get("SubnetIds")).isEqualTo(List.of("subnet-0a1b2c3d", "subnet-0a1b2c3e"));
        assertThat(place.get("SecurityGroupIds")).isEqualTo(List.of("sg-0a1b2c3d"));
        assertThat(rotator.allows(IamRequest.of("ec2:CreateNetworkInterface", "*")))
                .isTrue();
    }

    @Test
    void thatItIsAloneFollowsFromItsConcurrency() {
        assertThat(Assembly.site(SITE)
                        .functions()
                        .get("parameter-store-rotator")
                        .settings())
                .containsEntry("soleActor", "true");
        assertThat(Assembly.site(SITE.replace("reservedConcurrency: 1", "reservedConcurrency: 2"))
                        .functions()
                        .get("parameter-store-rotator")
                        .settings())
                .containsEntry("soleActor", "false");
        assertThatThrownBy(() -> Assembly.site(SITE.replace("reservedConcurrency: 1", "soleActor: true")))
                .hasMessageContaining(
                        "functions.parameter-store-rotator.soleActor: \"true\": is true only with reservedConcurrency: 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paths: [/acme/prod/] | paths: [] | paths: \"[]\": expected at least one path, such as /acme/prod/",
                "paths: [/acme/prod/] | paths: [/nightshift-pending/x] | paths[0]: \"/nightshift-pending/x\": is the rotator's own: choose another path",
                "at: 04:10 | at: 02:30 | at: \"02:30\": expected a time of day from 04:00, when no clock changes",
                "users: [app, app_clone] | users: [] | databases.orders.users: \"[]\": expected at least one user, such as [app, app_clone]",
                "users: [app, app_clone] | users: [app, ''] | databases.orders.users[1]: expected a user's name, or the beginning of names such as svc_*",
                "users: [app, app_clone] | users: ['*'] | databases.orders.users[0]: \"*\": expected a user's name, or the beginning of names such as svc_*",
                "', users: [app, app_clone]' | '' | databases.orders.users: is missing: name the users whose passwords the administrator may change, such as [app, app_clone]",
                "paths: [/acme/prod/] | paths: {/acme/prod/: [rsa]} | paths./acme/prod/[0]: \"rsa\": expected one of random, postgres",
                "paths: [/acme/prod/] | paths: {/acme/prod/: []} | paths./acme/prod/: \"[]\": expected the strategies that are allowed below it, such as [random, postgres]",
                "paths: [/acme/prod/] | paths: {prod: [random]} | paths.prod: \"[random]\": expected a parameter's full name",
                "host: orders.db.acme.example | tls: maybe, host: x | databases.orders.tls: \"maybe\": expected verify-full or off"
            })
    void whatIsWrongIsSaidBeforeAnythingIsDeployed(String right, String wrong, String message) {
        assertThatThrownBy(() -> Assembly.site(SITE.replace(right, wrong)))
                .hasMessageContaining("functions.parameter-store-rotator." + message);
    }
}
