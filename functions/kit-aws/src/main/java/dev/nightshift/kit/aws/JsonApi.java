package dev.nightshift.kit.aws;

import dev.nightshift.kit.Json;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;

/// A service of AWS that takes and answers JSON objects: Systems Manager, KMS, ECS, ACM, the tagging API, MemoryDB.
///
/// Source: *AWS JSON 1.1 protocol*, Smithy specification.
public final class JsonApi {
    private final SignedRequests service;
    private final String target;

    /// @param target the service's name in the header `X-Amz-Target`
    JsonApi(SignedRequests service, String target) {
        this.service = service;
        this.target = target;
    }

    /// Calls an operation.
    ///
    /// @param input maps, lists and scalars
    /// @throws SdkException when the service refuses or does not answer
    public Answer call(String operation, Map<String, ?> input) {
        Map<String, String> headers =
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target + "." + operation);
        return service.json(new SignedRequests.Request(SdkHttpMethod.POST, "/", Map.of(), headers, Json.write(input)));
    }

    SignedRequests requests() {
        return service;
    }
}
