package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.rotator.AccessKeys.Caller;
import dev.nightshift.rotator.AccessKeys.Made;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The adapter and whole runs over real HTTP, for a user `/apps/mailer`.
class IamAccessKeysTest {
    private static final String USER = "mailer";
    private static final String NAME = "/acme/mailer";

    private final AwsScene scene =
            new AwsScene(Fixture.config("\"soleActor\": true, \"accessKeys\": {\"users\": [\"/apps/*\"]}"));
    private final dev.nightshift.local.aws.security.AccessKeys keys = scene.aws.accessKeys();
    private final AccessKeys iam = new IamAccessKeys(scene.clients);
    private int callsBefore;

    @BeforeEach
    void aUser() {
        keys.user("/apps/", USER);
        scene.targets = new AccessKeyTargets(
                iam, scene.store, scene.config.accessKeys(), scene.line::pass, (parameter, strategy) -> {
                    throw new AssertionError(strategy);
                });
    }

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        scene.close();
    }

    /// A parameter that is due, with the user's first key.
    private SsmParameter due() {
        String id = keys.createKey(USER);
        String value = FakeAccessKeys.value(id, Secret.of(keys.secret(id).orElseThrow()))
                .reveal();
        scene.line.pass(Duration.ofDays(31));
        return scene.due(NAME, "iam-access-key", value, "Standard", "");
    }

    private Outcome run() {
        callsBefore = scene.aws.calls().all().size();
        return scene.outcome(NAME);
    }

    private List<String> operations() {
        return scene.operations().stream().skip(callsBefore).toList();
    }

    @Test
    void anAccessKeyTakesThirteenCallsAndItsRetirementFiveToSeven() {
        SsmParameter parameter = due();

        assertThat(run().kind()).isEqualTo(Kind.ROTATED);
        assertThat(operations())
                .containsExactly(
                        "GetResources",
                        "DescribeParameters",
                        "GetParameters",
                        "GetCallerIdentity",
                        "ListAccessKeys",
                        "PutParameter",
                        "CreateAccessKey",
                        "PutParameter",
                        "GetParameters",
                        "GetCallerIdentity",
                        "PutParameter",
                        "GetParameters",
                        "DeleteParameter");
        scene.line.pass(Duration.ofDays(1));
        assertThat(run().kind()).isEqualTo(Kind.RETIRING);
        assertThat(operations())
                .containsExactly(
                        "GetResources",
                        "DescribeParameters",
                        "GetParameters",
                        "ListAccessKeys",
                        "GetAccessKeyLastUsed");
        scene.line.pass(Duration.ofDays(7));
        assertThat(run().why()).contains("is inactive now");
        assertThat(operations()).hasSize(6).endsWith("UpdateAccessKey");
        assertThat(keys.statuses(USER).values()).containsExactly("Inactive", "Active");
        scene.line.pass(Duration.ofDays(7));
        assertThat(run().kind()).isEqualTo(Kind.RETIRED);
        assertThat(operations()).hasSize(7).endsWith("DeleteAccessKey", "DeleteParameter");

        assertThat(keys.statuses(USER)).hasSize(1);
        assertThat(iam.caller(field(parameter, "accessKeyId"), Secret.of(field(parameter, "secretAccessKey"))))
                .isEqualTo(new Caller.Known("arn:aws:iam::123456789012:user/apps/mailer"));
        assertThat(scene.region.parameters()).containsExactly(parameter);
        assertThat(scene.told).containsExactly("1 rotated", "1 unfinished", "1 retired");
        scene.line.pass(Duration.ofDays(1));
        assertThat(run().kind()).isEqualTo(Kind.NOT_DUE);
        assertThat(operations()).hasSize(2);
    }

    private static String field(SsmParameter parameter, String name) {
        return JsonField.read(Secret.of(parameter.value()))
                .orElseThrow()
                .text(name)
                .orElseThrow();
    }

    /// The call is repeated and IAM refuses a third key: the secret of the second is lost all the same.
    @Test
    void aLostReplyLeavesAKeyThatIsFoundAndDeletedBeforeAnotherIsMade() {
        due();
        scene.aws.faults().on("iam", "CreateAccessKey").first(1).with(new Fault.ReplyLost());

        assertThat(run().why()).isEqualTo("CreateAccessKey: LimitExceeded");
        assertThat(keys.statuses(USER)).hasSize(2);
        scene.line.pass(Duration.ofMinutes(2));
        assertThat(run().why()).startsWith("an earlier run is at it, or broke off");
        assertThat(keys.statuses(USER)).hasSize(2);
        scene.line.pass(Duration.ofDays(1));
        assertThat(run().why()).contains("whose secret was lost on its way, is deleted");
        assertThat(keys.statuses(USER)).hasSize(1);
        scene.line.pass(Duration.ofDays(1));
        assertThat(run().kind()).isEqualTo(Kind.ROTATED);
    }

    @Test
    void aKeyThatSomebodyMadeAndUsesMeanwhileIsNeverDeleted() {
        due();
        scene.aws.faults().on("iam", "CreateAccessKey").with(new Fault.Refused(503, "ServiceUnavailable", "Later."));
        assertThat(run().kind()).isEqualTo(Kind.FAILED);
        scene.aws.faults().clear();
        String theirs = keys.createKey(USER);
        keys.used(theirs, scene.line.now(), "s3", "eu-central-1");
        scene.line.pass(Duration.ofDays(1));

        assertThat(run().why()).contains("is none that this parameter held, or is in use: it is left alone");

        assertThat(keys.statuses(USER)).hasSize(2).containsEntry(theirs, "Active");
        scene.line.pass(Duration.ofDays(1));
        assertThat(run().why()).startsWith("the user mailer has another access key");
    }

    @Test
    void stsTellsAKeyFromNoneAndAnOutageFromBoth() {
        String id = keys.createKey(USER);
        Secret secret = Secret.of(keys.secret(id).orElseThrow());
        assertThat(iam.caller(id, secret)).isInstanceOf(Caller.Known.class);

        iam.activate(USER, id, false);
        assertThat(iam.caller(id, secret)).isEqualTo(new Caller.KeyUnknown());
        iam.activate(USER, id, true);
        scene.aws
                .faults()
                .on("sts", "GetCallerIdentity")
                .first(1)
                .with(new Fault.Refused(403, "SignatureDoesNotMatch", ""));
        assertThat(iam.caller(id, secret)).isEqualTo(new Caller.WrongSecret());
        scene.aws.faults().on("sts", "GetCallerIdentity").with(new Fault.Refused(503, "ServiceUnavailable", ""));
        assertThat(iam.caller(id, secret)).isInstanceOf(Caller.NoAnswer.class);
        scene.aws.faults().clear();
        scene.aws.faults().on("sts", "GetCallerIdentity").with(new Fault.RequestLost());
        assertThat(iam.caller(id, secret)).isInstanceOf(Caller.NoAnswer.class);
    }

    @Test
    void whatIsGoneIsNoError() {
        assertThat(iam.of("nobody")).isEmpty();
        Made made = iam.create(USER);
        assertThat(iam.lastUse(made.id())).isEmpty();
        keys.used(made.id(), scene.line.now(), "s3", "eu-central-1");
        assertThat(iam.lastUse(made.id())).contains(new AccessKeys.Use(scene.line.now(), "s3", "eu-central-1"));

        iam.delete(USER, made.id());
        iam.delete(USER, made.id());

        assertThat(iam.of(USER)).isEmpty();
    }

    @Test
    void whoMayNotIsToldWhat() {
        scene.weMayOnly("ssm:*");

        assertThatThrownBy(() -> iam.of(USER))
                .isInstanceOf(CallException.class)
                .hasMessageContaining("ListAccessKeys: AccessDenied: User: ")
                .hasMessageContaining("user/apps/mailer");
    }
}
