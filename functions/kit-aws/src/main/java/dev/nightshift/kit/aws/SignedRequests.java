package dev.nightshift.kit.aws;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
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

/// Requests to one service of AWS, signed, sent and retried by the same parts of the SDK as those of its clients.
///
/// The SDK's client of a service has classes for all of its operations, and loads hundreds of them for the first call:
/// most of a cold start. A function uses few operations and few members of their answers.
public final class SignedRequests {
    // A page of 1,000 instances has some 7 MB.
    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;
    private static final int LONGEST_REFUSAL = 64 * 1024;

    private static final RetryStrategy STANDARD = AwsRetryStrategy.standardRetryStrategy();

    /// A request that is not signed yet.
    record Request(
            SdkHttpMethod method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        /// Even an empty one.
        boolean hasBody() {
            return method != SdkHttpMethod.GET && method != SdkHttpMethod.HEAD;
        }

        static Request get(String path, Map<String, String> query, Map<String, String> headers) {
            return new Request(SdkHttpMethod.GET, path, query, headers, "");
        }

        /// Without what is sent, which may be a secret.
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// What came back with a status of success.
    ///
    /// @param body at most one byte more than was asked for
    @SuppressWarnings("ArrayRecordComponent") // A response is not compared with another.
    record Response(SdkHttpResponse head, byte[] body) {
        String header(String name) {
            return head.firstMatchingHeader(name).orElse("");
        }
    }

    private final String service;
    private final String region;
    private final URI endpoint;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private final RetryStrategy retries = STANDARD.toBuilder().build();

    /// @param service its name in signatures
    SignedRequests(
            String service, String region, URI endpoint, AwsCredentialsProvider credentials, SdkHttpClient http) {
        this.service = service;
        this.region = region;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.http = http;
    }

    /// Where requests go.
    URI endpoint() {
        return endpoint;
    }

    /// The region in signatures.
    String region() {
        return region;
    }

    /// An answer in XML to a GET.
    ///
    /// @param root the name of its outermost element: another document is not an empty answer
    /// @throws AwsServiceException when the service refuses
    /// @throws SdkClientException when it does not answer, or answers otherwise
    public Answer xml(String root, String path, Map<String, String> query) {
        return xml(root, Request.get(path, query, Map.of("Accept", "text/xml")), name -> true);
    }

    /// An answer in XML to a POST of XML.
    ///
    /// @param root as for [#xml]
    /// @throws AwsServiceException when the service refuses
    /// @throws SdkClientException when it does not answer, or answers otherwise
    public Answer postXml(String root, String path, String document) {
        Map<String, String> headers = Map.of("Content-Type", "application/xml");
        return xml(root, new Request(SdkHttpMethod.POST, path, Map.of(), headers, document), name -> true);
    }

    Answer xml(String root, Request request, Predicate<String> wanted) {
        Answer document = answer(request, body -> Answer.ofXml(body, wanted));
        if (!document.name().equals(root)) {
            throw SdkClientException.create("the answer is another document than " + root);
        }
        return document;
    }

    /// An answer in JSON to a GET. API Gateway answers with links (HAL) unless plain JSON is asked for.
    ///
    /// @throws AwsServiceException when the service refuses
    /// @throws SdkClientException when it does not answer, or answers otherwise
    public Answer json(String path, Map<String, String> query) {
        return json(Request.get(path, query, Map.of("Accept", "application/json")));
    }

    Answer json(Request request) {
        return answer(request, Answer::ofJson);
    }

    private Answer answer(Request request, Function<byte[], Answer> parse) {
        return send(request, LARGEST_ANSWER, response -> parsed(response.body(), parse));
    }

    // An answer that cannot be read is asked for again, as the SDK's clients do: for that its cause is an IOException.
    private static Answer parsed(byte[] body, Function<byte[], Answer> parse) {
        if (body.length > LARGEST_ANSWER) {
            throw SdkClientException.create("the answer has more than " + LARGEST_ANSWER + " bytes");
        }
        try {
            return parse.apply(body);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            throw SdkClientException.create(why, new IOException(why));
        }
    }

    /// Sends a request, up to three times.
    ///
    /// @param mostBytes how much of the body is read; one byte more is, if there is more
    /// @throws AwsServiceException when the service refuses
    /// @throws SdkClientException when it does not answer
    Response send(Request request, int mostBytes) {
        return send(request, mostBytes, response -> response);
    }

    private <T> T send(Request request, int mostBytes, Function<Response, T> reader) {
        RetryToken token = retries.acquireInitialToken(AcquireInitialTokenRequest.create(service))
                .token();
        while (true) {
            try {
                T answer = reader.apply(once(request, mostBytes));
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

    private Response once(Request request, int mostBytes) {
        Optional<ContentStreamProvider> body = request.hasBody()
                ? Optional.of(ContentStreamProvider.fromUtf8String(request.body()))
                : Optional.empty();
        SdkHttpRequest signed = signed(unsigned(request), body);
        try {
            HttpExecuteResponse answer = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed)
                            .contentStreamProvider(body.orElse(null))
                            .build())
                    .call();
            if (!answer.httpResponse().isSuccessful()) {
                byte[] why = content(answer, LONGEST_REFUSAL);
                throw refusal(answer.httpResponse(), new String(why, StandardCharsets.UTF_8));
            }
            return new Response(answer.httpResponse(), content(answer, mostBytes));
        } catch (IOException e) {
            throw SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e);
        }
    }

    private SdkHttpRequest unsigned(Request request) {
        SdkHttpRequest.Builder builder =
                SdkHttpRequest.builder().method(request.method()).uri(endpoint);
        builder.encodedPath(builder.encodedPath().replaceAll("/$", "") + request.path());
        request.query().forEach(builder::putRawQueryParameter);
        request.headers().forEach(builder::putHeader);
        if (request.hasBody()) {
            builder.putHeader("Content-Length", String.valueOf(request.body().getBytes(StandardCharsets.UTF_8).length));
        }
        return builder.build();
    }

    private SdkHttpRequest signed(SdkHttpRequest request, Optional<ContentStreamProvider> body) {
        // S3 signs a path as it is sent (*Signature Version 4*, IAM User Guide).
        boolean isEncodedTwice = !service.equals("s3");
        return AwsV4HttpSigner.create()
                .sign(unsigned -> unsigned.request(request)
                        .payload(body.orElse(null))
                        .identity(credentials.resolveCredentials())
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, isEncodedTwice)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, isEncodedTwice)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
    }

    private static byte[] content(HttpExecuteResponse answer, int mostBytes) throws IOException {
        if (answer.responseBody().isEmpty()) {
            return new byte[0];
        }
        try (var content = answer.responseBody().get()) {
            byte[] bytes = content.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                content.abort();
            }
            return bytes;
        }
    }

    private AwsServiceException refusal(SdkHttpResponse response, String body) {
        Refusal refusal =
                Refusal.of(response.firstMatchingHeader("x-amzn-ErrorType").orElse(""), body);
        return AwsServiceException.builder()
                .statusCode(response.statusCode())
                .requestId(response.firstMatchingHeader("x-amzn-RequestId")
                        .or(() -> response.firstMatchingHeader("x-amz-request-id"))
                        .orElse(""))
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(service)
                        .errorCode(refusal.code())
                        .errorMessage(refusal.message())
                        .sdkHttpResponse(response)
                        .build())
                .build();
    }
}
