package dev.nightshift.kit.aws;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
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

/// Reads from a service of AWS without a client of its own: GET requests that are signed, sent and retried by the same
/// parts of the SDK as those of its clients.
///
/// A client has classes for all operations of its service: those of Elastic Load Balancing, CloudFront and API Gateway
/// are 13 MB for seven operations.
public final class SignedGet {
    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

    private final String service;
    private final String region;
    private final URI endpoint;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private final RetryStrategy retries = AwsRetryStrategy.standardRetryStrategy();

    /// @param service its name in signatures
    SignedGet(String service, String region, URI endpoint, AwsCredentialsProvider credentials, SdkHttpClient http) {
        this.service = service;
        this.region = region;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.http = http;
    }

    /// An answer in XML.
    ///
    /// @throws AwsServiceException when the service refuses
    /// @throws SdkClientException when it does not answer, or answers otherwise
    public Xml xml(String path, Map<String, String> query) {
        try {
            return Xml.parse(text(path, query, "text/xml"));
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
            return Json.parse("the answer", text(path, query, "application/json"));
        } catch (SettingsException e) {
            throw SdkClientException.create(String.valueOf(e.getMessage()), e);
        }
    }

    private String text(String path, Map<String, String> query, String form) {
        RetryToken token = retries.acquireInitialToken(AcquireInitialTokenRequest.create(service))
                .token();
        while (true) {
            try {
                String answer = once(path, query, form);
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

    private String once(String path, Map<String, String> query, String form) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoint)
                .encodedPath(path)
                .putHeader("Accept", form);
        query.forEach(request::putRawQueryParameter);
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(unsigned -> unsigned.request(request.build())
                        .identity(credentials.resolveCredentials())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        try {
            HttpExecuteResponse answer = http.prepareRequest(
                            HttpExecuteRequest.builder().request(signed).build())
                    .call();
            String body = body(answer);
            if (!answer.httpResponse().isSuccessful()) {
                throw refusal(answer.httpResponse(), body);
            }
            return body;
        } catch (IOException e) {
            throw SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e);
        }
    }

    private static String body(HttpExecuteResponse answer) throws IOException {
        if (answer.responseBody().isEmpty()) {
            return "";
        }
        try (var content = answer.responseBody().get()) {
            byte[] octets = content.readNBytes(LARGEST_ANSWER + 1);
            if (octets.length > LARGEST_ANSWER) {
                content.abort();
                throw new IOException("an answer of more than " + LARGEST_ANSWER + " bytes");
            }
            return new String(octets, StandardCharsets.UTF_8);
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
