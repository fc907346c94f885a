package dev.nightshift.local.ops.lambda;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import java.util.Map;

/// Who the person is, as AWS sees them.
///
/// Source: GetCallerIdentity, AWS Security Token Service API Reference.
///
/// @param account twelve digits
/// @param arn of the user or the role's session
public record CallerIdentity(String account, String arn) {
    /// Asks STS.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when it refuses or does not answer
    public static CallerIdentity of(Clients clients) {
        Answer answer = clients.query("sts", "2011-06-15").call("GetCallerIdentity", Map.of());
        return new CallerIdentity(
                answer.text("GetCallerIdentityResult", "Account"), answer.text("GetCallerIdentityResult", "Arn"));
    }
}
