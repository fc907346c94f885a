package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.rotator.Consumers.Reload;
import dev.nightshift.rotator.Consumers.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// What becomes of refusals and of answers that are not as documented, in every adapter.
class AwsCallTest {
    private static final Service WEB = new Service("shop", "web");
    private static final Reload RELOAD = new Reload("acme-reload", "Service", "shop", List.of("/acme/"));

    @ParameterizedTest
    @CsvSource({
        "400, ValidationException, true, 1",
        "400, ParameterPatternMismatchException, true, 1",
        "400, TooManyUpdates, false, 1",
        "400, ThrottlingException, false, 3",
        "500, InternalServerError, false, 3",
        "503, ServiceUnavailable, false, 3"
    })
    void onlyAnAnswerThatWillStayTheSameIsARefusal(int status, String code, boolean refused, int calls) {
        try (AwsScene scene = new AwsScene()) {
            scene.due("/acme/db", "postgres");
            Parameter parameter = scene.store.optedIn(List.of("/acme/")).getFirst();
            scene.aws.faults().on("ssm", "PutParameter").with(new Fault.Repeating(status, code));
            int before = scene.operations().size();

            assertThatThrownBy(() -> scene.store.write(parameter, Secret.of("hunter2")))
                    .isInstanceOfSatisfying(CallException.class, failure -> {
                        assertThat(failure.what()).isEqualTo("PutParameter: " + code);
                        assertThat(failure.isRefused()).isEqualTo(refused);
                        assertThat(failure.what()).doesNotContain("hunter2");
                    });
            assertThat(scene.operations()).hasSize(before + calls);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ParameterAlreadyExists", "TooManyUpdates"})
    void whatAnotherRunCreatesMeanwhileIsNotOurs(String code) {
        try (AwsScene scene = new AwsScene()) {
            scene.due("/acme/db", "postgres");
            Parameter parameter = scene.store.optedIn(List.of("/acme/")).getFirst();
            scene.aws.faults().on("ssm", "PutParameter").with(new Fault.Refused(400, code, ""));

            assertThat(scene.store.begin(parameter, new Pending("/acme/db", 1, Secret.of("ours"))))
                    .isFalse();
            assertThat(scene.store.claim(parameter, Secret.of("ours"))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Parameters\": [{\"Name\": \"/a\", \"Version\": 1, \"LastModifiedDate\": 1.5E9}]} | Value",
                "{\"Parameters\": [{\"Name\": \"/a\", \"Value\": \"hunter2\", \"LastModifiedDate\": 1.5E9}]} | Version",
                "{\"Parameters\": [{\"Name\": \"/a\", \"Value\": \"hunter2\", \"Version\": 1}]} | LastModifiedDate"
            })
    void aValueOfWhichAMemberIsMissingIsNotRead(String answer, String member) throws IOException {
        fails(answer, aws -> store(aws).read(List.of("/a")), "GetParameters", "the answer has no " + member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Tier\": \"Standard\"}"})
    void aVersionThatIsNotSaidIsNotBelieved(String answer) throws IOException {
        fails(answer, aws -> store(aws).write(parameter(), Secret.of("hunter2")), "PutParameter", "no Version");
    }

    @Test
    void anAnswerThatIsNoneIsNeitherARefusalNorRepeated() throws IOException {
        String broken = "{\"Parameters\": [{\"Name\": \"/a\", \"Value\": hunter2}]}";

        fails(broken, aws -> store(aws).read(List.of("/a")), "GetParameters", "the answer is not JSON: line 1, column");
        fails(broken, aws -> store(aws).optedIn(List.of("/a/")), "GetResources", "the answer is not JSON");
        fails(broken, aws -> store(aws).write(parameter(), Secret.of("x")), "PutParameter", "the answer is not JSON");
        fails("<hunter2>", aws -> new IamAccessKeys(aws).create("mailer"), "CreateAccessKey", "the answer is not XML");
    }

    @Test
    void aServiceOrCommandOfWhichAMemberIsMissingIsUnknown() throws IOException {
        fails(
                "{\"services\": [{\"serviceName\": \"web\", \"deployments\": [{\"status\": \"PRIMARY\"}]}]}",
                aws -> new EcsApi(aws).describe(List.of(WEB)),
                "DescribeServices",
                "no taskDefinition");
        fails("{}", aws -> new RunCommand(aws).send(RELOAD), "SendCommand", "no Command.CommandId");
        fails(
                "{\"Commands\": [{\"Targets\": [{\"Key\": \"tag:Service\", \"Values\": [\"shop\"]}]}]}",
                aws -> new RunCommand(aws).statusSince(RELOAD, Instant.EPOCH),
                "ListCommands",
                "no RequestedDateTime");
    }

    @Test
    void aKeyWithoutItsSecretIsNotTaken() throws IOException {
        fails(
                "<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><AccessKeyId>AKIA1</AccessKeyId>"
                        + "</AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>",
                aws -> new IamAccessKeys(aws).create("mailer"),
                "CreateAccessKey",
                "no CreateAccessKeyResult.AccessKey.SecretAccessKey");
    }

    private interface Use {
        void of(Clients aws);
    }

    /// Whatever is asked is answered with this.
    private static void fails(String answer, Use use, String operation, String why) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] octets = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        server.start();
        try {
            Clients aws = new Clients(
                    Region.EU_CENTRAL_1,
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDROTATOR", "secret")),
                    Optional.of(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
            ThrowingCallable call = () -> use.of(aws);
            assertThatThrownBy(call).isInstanceOfSatisfying(CallException.class, failure -> {
                assertThat(failure.what()).startsWith(operation + ": ").contains(why);
                assertThat(failure.isRefused()).isFalse();
                assertThat(failure.what()).doesNotContain("hunter2");
            });
        } finally {
            server.stop(0);
        }
    }

    private static ParameterStore store(Clients aws) {
        return new SsmParameters(aws, "nightshift:rotate-every", "alias/pending");
    }

    private static Parameter parameter() {
        return Fixture.parameter("/a");
    }
}
