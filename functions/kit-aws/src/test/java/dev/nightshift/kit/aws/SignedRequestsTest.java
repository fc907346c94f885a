package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// What answers with status 200 need not be AWS: a proxy or a portal may.
class SignedRequestsTest {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private HttpServer server;
    private volatile String answer = "";
    private final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] octets = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @Test
    void theDocumentAskedForIsRead() {
        answer = "<ListResponse><item>one</item></ListResponse>";

        assertThat(form().all("item").map(Answer::text)).containsExactly("one");
        assertThat(get().all("item").map(Answer::text)).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "{}",
                "<html><body>Sign in</body></html>",
                "<Response><item>one</item></Response>",
                "<ListResponse><item>one</item>"
            })
    void anythingElseIsNoEmptyAnswer(String other) {
        answer = other;

        assertThatThrownBy(this::form).isInstanceOf(SdkClientException.class).hasMessageStartingWith("the answer is ");
        assertThatThrownBy(this::get).isInstanceOf(SdkClientException.class).hasMessageStartingWith("the answer is ");
    }

    /// The SDK's clients do the same.
    @Test
    void anAnswerThatCannotBeReadIsAskedForThreeTimesAndNeverRepeated() {
        answer = "{\"Parameter\": {\"Value\": hunter2";

        assertThatThrownBy(() -> new JsonApi(service(), "AmazonSSM").call("GetParameter", Map.of()))
                .isInstanceOf(SdkClientException.class)
                .hasMessageStartingWith("the answer is not JSON: line 1, column ")
                .satisfies(failure -> assertThat(printed(failure)).doesNotContain("hunter2"));
        assertThat(requests).hasValue(3);
    }

    @Test
    void whatIsSentIsNotPrinted() {
        assertThat(new SignedRequests.Request(SdkHttpMethod.POST, "/", Map.of(), Map.of(), "hunter2"))
                .hasToString("POST /");
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private Answer form() {
        return new QueryApi(service(), "2016-11-15").call("List", Map.of());
    }

    private Answer get() {
        return service().xml("ListResponse", "/", Map.of("Action", "List"));
    }

    private SignedRequests service() {
        return new SignedRequests(
                "ec2",
                "eu-central-1",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                http);
    }
}
