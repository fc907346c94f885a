package dev.nightshift.kit.aws;

import dev.nightshift.kit.Sha256;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// A bucket of S3.
///
/// Source: GetObject, HeadObject, PutObject, Amazon S3 API Reference.
public final class Bucket {
    private static final Map<String, String> WITH_CHECKSUM = Map.of("x-amz-checksum-mode", "ENABLED");

    /// The header of an object's checksum, in Base64.
    static final String CHECKSUM = "x-amz-checksum-sha256";

    private final SignedRequests s3;
    private final String path;
    private final String name;

    /// @param path of the bucket at its endpoint: empty where the host's name is that of the bucket
    Bucket(SignedRequests s3, String path, String name) {
        this.s3 = s3;
        this.path = path;
        this.name = name;
    }

    /// Its name.
    public String name() {
        return name;
    }

    /// @throws AwsServiceException with the code `NoSuchKey` where there is no such object
    SignedRequests.Response get(String key, int mostBytes) {
        return s3.send(SignedRequests.Request.get(path(key), Map.of(), WITH_CHECKSUM), mostBytes);
    }

    /// @throws AwsServiceException with the status 404 and no code where there is no such object
    SignedRequests.Response head(String key) {
        return s3.send(new SignedRequests.Request(SdkHttpMethod.HEAD, path(key), Map.of(), WITH_CHECKSUM, ""), 0);
    }

    SignedRequests.Response put(String key, String content, Map<String, String> headers) {
        return s3.send(
                new SignedRequests.Request(SdkHttpMethod.PUT, path(key), Map.of(), new TreeMap<>(headers), content), 0);
    }

    /// Writes an object, whatever was there.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 refuses or does not answer
    public void put(String key, String contentType, String text) {
        put(key, text, Map.of("Content-Type", contentType, CHECKSUM, Sha256.base64(text)));
    }

    String path(String key) {
        return path + "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key);
    }

    SignedRequests requests() {
        return s3;
    }
}
