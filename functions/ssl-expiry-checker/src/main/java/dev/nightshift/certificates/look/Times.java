package dev.nightshift.certificates.look;

import dev.nightshift.kit.aws.Answer;
import java.time.Instant;
import software.amazon.awssdk.core.exception.SdkClientException;

/// The times of certificates in what AWS answers.
final class Times {
    private Times() {}

    /// A time that every certificate has.
    ///
    /// @throws SdkClientException when this one has not: it must count neither as expired nor as good
    static Instant required(Answer certificate, String member) {
        return certificate.time(member).orElseThrow(() -> SdkClientException.create("AWS answered without " + member));
    }
}
