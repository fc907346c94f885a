package dev.nightshift.kit.aws;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/// Reads from a service of AWS without a client of its own: requests that are signed, sent and retried by the same
/// parts of the SDK as those of its clients.
///
/// A client has classes for all operations of its service: those of Elastic Load Balancing, CloudFront and API Gateway
/// are 13 MB for seven operations, and those of EC2 27 MB. It also reads all of an answer.
public final class SignedRequests {
    // A page of 1,000 instances has some 7 MB.
    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    /// What is sent in each attempt, not yet signed.
    private record Question(SdkHttpRequest request, Optional<ContentStreamProvider> body) {}

    private final String service;
    private final String region;
    private final URI endpoint;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private final RetryStrategy retries = AwsRetryStrategy.standardRetryStrategy();

    /// @param service its name in signatures
    SignedRequests(
            String service, String region, URI endpoint, AwsCredentialsProvider credentials, SdkHttpClient http) {
        this.service = service;
        this.region = region;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.http = http;
    }

    /// An answer in XML.
    ///
    /// @param root the name of its outermost element: another document is no empty answer
    /// @throws AwsServiceException when the service refuses
    /// @throws SdkClientException when it does not answer, or answers otherwise
    public Xml xml(String root, String path, Map<String, String> query) {
        return parsed(root, answer(get(path, query, "text/xml")), name -> true);
    }

    /// An answer in XML to what is too much for a URL.
    ///
    /// @param root as for [#xml]
    /// @param wanted the names of the elements to read; the others are skipped with what is in them
    /// @throws AwsServiceException when the service refuses
    /// @throws SdkClientException when it does not answer, or answers otherwise
    public Xml form(String root, Map<String, String> parameters, Predicate<String> wanted) {
        return parsed(root, answer(post(parameters)), wanted);
    }

    private static Xml parsed(String root, byte[] answer, Predicate<String> wanted) {
        try {
            Xml document = Xml.parse(answer, wanted);
            if (!document.name().equals(root)) {
                throw SdkClientException.create("the answer is a document " + document.name() + ", not " + root);
            }
            return document;
        } catch (IllegalArgumentException e) {
            throw SdkClientException.create(String.valueOf(e.getMessage()), e);
        }
    }

    /// An answer in JSON; API Gateway links its items otherwise to each other unless plain JSON is asked for.
    ///
    /// @throws AwsServiceException when the service refuses
    /// @throws SdkClientException when it does not answer, or answers otherwise
    public Object json(String path, Map<String, String> query) {
        try {
            return Json.parse(
                    "the answer", new String(answer(get(path, query, "application/json")), StandardCharsets.UTF_8));
        } catch (SettingsException e) {
            throw SdkClientException.create(String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] answer(Question question) {
        RetryToken token = retries.acquireInitialToken(AcquireInitialTokenRequest.create(service))
                .token();
        while (true) {
            try {
                byte[] answer = once(question);
                retries.recordSuccess(RecordSuccessRequest.create(token));
                return answer;
            } catch (SdkException e) {
                token = refreshed(token, e);
            }
        }
    }

    /// Waits for the next attempt.
    ///
    /// @throws SdkException the failure, when there is none
    private RetryToken refreshed(RetryToken token, SdkException failure) {
        try {
            RefreshRetryTokenResponse next = retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failure)
                    .build());
            Thread.sleep(next.delay());
            return next.token();
        } catch (TokenAcquisitionFailedException e) {
            throw failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted before the next attempt", e);
        }
    }

    private Question get(String path, Map<String, String> query, String form) {
        SdkHttpRequest.Builder request = request(SdkHttpMethod.GET, path).putHeader("Accept", form);
        query.forEach(request::putRawQueryParameter);
        return new Question(request.build(), Optional.empty());
    }

    private Question post(Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        return new Question(
                request(SdkHttpMethod.POST, "/")
                        .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .putHeader("Content-Length", "" + form.length())
                        .build(),
                Optional.of(ContentStreamProvider.fromUtf8String(form)));
    }

    private SdkHttpRequest.Builder request(SdkHttpMethod method, String path) {
        return SdkHttpRequest.builder().method(method).uri(endpoint).encodedPath(path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private byte[] once(Question question) {
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(unsigned -> unsigned.request(question.request())
                        .payload(question.body().orElse(null))
                        .identity(credentials.resolveCredentials())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        try {
            HttpExecuteResponse answer = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed)
                            .contentStreamProvider(question.body().orElse(null))
                            .build())
                    .call();
            byte[] body = body(answer);
            if (!answer.httpResponse().isSuccessful()) {
                throw refusal(answer.httpResponse(), new String(body, StandardCharsets.UTF_8));
            }
            return body;
        } catch (IOException e) {
            throw SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e);
        }
    }

    private static byte[] body(HttpExecuteResponse answer) throws IOException {
        if (answer.responseBody().isEmpty()) {
            return new byte[0];
        }
        try (var content = answer.responseBody().get()) {
            byte[] octets = content.readNBytes(LARGEST_ANSWER + 1);
            if (octets.length > LARGEST_ANSWER) {
                content.abort();
                throw new IOException("an answer of more than " + LARGEST_ANSWER + " bytes");
            }
            return octets;
        }
    }

    private AwsServiceException refusal(SdkHttpResponse response, String body) {
        Refusal refusal =
                Refusal.of(response.firstMatchingHeader("x-amzn-ErrorType").orElse(""), body);
        return AwsServiceException.builder()
                .statusCode(response.statusCode())
                .requestId(response.firstMatchingHeader("x-amzn-RequestId").orElse(""))
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(service)
                        .errorCode(refusal.code())
                        .errorMessage(refusal.message())
                        .sdkHttpResponse(response)
                        .build())
                .build();
    }
}
