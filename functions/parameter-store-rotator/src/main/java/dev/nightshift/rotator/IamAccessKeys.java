package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;
import static dev.nightshift.rotator.AwsCall.text;
import static dev.nightshift.rotator.AwsCall.time;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.kit.aws.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// The access keys of the account's users by the APIs of IAM and STS.
///
/// Needs `iam:ListAccessKeys`, `iam:CreateAccessKey`, `iam:UpdateAccessKey`, `iam:DeleteAccessKey` and
/// `iam:GetAccessKeyLastUsed` on the users; a key needs no permission to ask STS for whom it acts.
///
/// Source of the actions and their answers: AWS Identity and Access Management API Reference.
final class IamAccessKeys implements AccessKeys {
    private static final String NO_SUCH_ENTITY = "NoSuchEntity";

    private final Clients clients;
    private final QueryApi iam;

    /// @param clients for IAM, and for STS, which is asked with each key itself
    IamAccessKeys(Clients clients) {
        this.clients = clients;
        this.iam = clients.iam();
    }

    /// Source of the codes: Common errors, AWS Security Token Service API Reference.
    @Override
    public Caller caller(String id, Secret secret) {
        AwsBasicCredentials credentials = AwsBasicCredentials.create(id, secret.reveal());
        try {
            return new Caller.Known(clients.with(StaticCredentialsProvider.create(credentials))
                    .query("sts", "2011-06-15")
                    .call("GetCallerIdentity", Map.of())
                    .text("GetCallerIdentityResult", "Arn"));
        } catch (AwsServiceException e) {
            return switch (e.awsErrorDetails().errorCode()) {
                case "InvalidClientTokenId" -> new Caller.KeyUnknown();
                case "SignatureDoesNotMatch" -> new Caller.WrongSecret();
                default -> new Caller.NoAnswer("STS GetCallerIdentity: " + AwsCall.reason(e));
            };
        } catch (SdkException e) {
            return new Caller.NoAnswer("STS GetCallerIdentity: " + AwsCall.reason(e));
        }
    }

    @Override
    public Optional<String> owner(String id) {
        return called(
                "GetAccessKeyLastUsed",
                () -> unlessGone(() -> iam.call("GetAccessKeyLastUsed", Map.of("AccessKeyId", id)))
                        .map(answer -> answer.text("GetAccessKeyLastUsedResult", "UserName"))
                        .filter(user -> !user.isEmpty()));
    }

    @Override
    public List<AccessKey> of(String user) {
        return called(
                "ListAccessKeys",
                () -> unlessGone(() -> iam.call("ListAccessKeys", Map.of("UserName", user))).stream()
                        .flatMap(answer -> answer.all("ListAccessKeysResult", "AccessKeyMetadata", "member"))
                        .map(key -> new AccessKey(
                                text(key, "AccessKeyId"),
                                text(key, "Status").equals("Active"),
                                time(key, "CreateDate")))
                        .toList());
    }

    @Override
    public Made create(String user) {
        return called("CreateAccessKey", () -> {
            Answer made = iam.call("CreateAccessKey", Map.of("UserName", user));
            return new Made(
                    text(made, "CreateAccessKeyResult", "AccessKey", "AccessKeyId"),
                    Secret.of(text(made, "CreateAccessKeyResult", "AccessKey", "SecretAccessKey")));
        });
    }

    @Override
    public void activate(String user, String id, boolean active) {
        String status = active ? "Active" : "Inactive";
        called(
                "UpdateAccessKey",
                () -> iam.call("UpdateAccessKey", Map.of("UserName", user, "AccessKeyId", id, "Status", status)));
    }

    @Override
    public void delete(String user, String id) {
        // What is gone: another run was faster.
        called(
                "DeleteAccessKey",
                () -> unlessGone(() -> iam.call("DeleteAccessKey", Map.of("UserName", user, "AccessKeyId", id))));
    }

    @Override
    public Optional<Use> lastUse(String id) {
        return called("GetAccessKeyLastUsed", () -> {
            Answer answer = iam.call("GetAccessKeyLastUsed", Map.of("AccessKeyId", id));
            return answer.all("GetAccessKeyLastUsedResult", "AccessKeyLastUsed")
                    .findFirst()
                    .flatMap(last -> last.time("LastUsedDate")
                            .map(at -> new Use(at, last.text("ServiceName"), last.text("Region"))));
        });
    }

    private static Optional<Answer> unlessGone(Supplier<Answer> call) {
        try {
            return Optional.of(call.get());
        } catch (AwsServiceException e) {
            if (Refusal.is(e, NO_SUCH_ENTITY)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
