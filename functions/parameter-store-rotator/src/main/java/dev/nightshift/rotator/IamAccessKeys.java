package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;

import dev.nightshift.kit.aws.Clients;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.StatusType;

/// The access keys of the account's users by the APIs of IAM and STS.
///
/// Needs `iam:ListAccessKeys`, `iam:CreateAccessKey`, `iam:UpdateAccessKey`, `iam:DeleteAccessKey` and
/// `iam:GetAccessKeyLastUsed` on the users; a key needs no permission to ask STS for whom it acts.
///
/// @param clients for STS, which is asked with each key itself
record IamAccessKeys(IamClient iam, Clients clients) implements AccessKeys {
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
        return called("GetAccessKeyLastUsed", () -> {
            try {
                return Optional.ofNullable(iam.getAccessKeyLastUsed(request -> request.accessKeyId(id))
                        .userName());
            } catch (NoSuchEntityException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<AccessKey> of(String user) {
        return called("ListAccessKeys", () -> {
            try {
                return iam.listAccessKeys(request -> request.userName(user)).accessKeyMetadata().stream()
                        .map(key ->
                                new AccessKey(key.accessKeyId(), key.status() == StatusType.ACTIVE, key.createDate()))
                        .toList();
            } catch (NoSuchEntityException e) {
                return List.of();
            }
        });
    }

    @Override
    public Made create(String user) {
        return called("CreateAccessKey", () -> {
            var made = iam.createAccessKey(request -> request.userName(user)).accessKey();
            return new Made(made.accessKeyId(), Secret.of(made.secretAccessKey()));
        });
    }

    @Override
    public void activate(String user, String id, boolean active) {
        called(
                "UpdateAccessKey",
                () -> iam.updateAccessKey(request -> request.userName(user)
                        .accessKeyId(id)
                        .status(active ? StatusType.ACTIVE : StatusType.INACTIVE)));
    }

    @Override
    public void delete(String user, String id) {
        called("DeleteAccessKey", () -> {
            try {
                return iam.deleteAccessKey(request -> request.userName(user).accessKeyId(id));
            } catch (NoSuchEntityException e) {
                // Another run was faster.
                return e;
            }
        });
    }

    @Override
    public Optional<Use> lastUse(String id) {
        AccessKeyLastUsed last = called(
                "GetAccessKeyLastUsed",
                () -> iam.getAccessKeyLastUsed(request -> request.accessKeyId(id))
                        .accessKeyLastUsed());
        return Optional.ofNullable(last.lastUsedDate()).map(at -> new Use(at, last.serviceName(), last.region()));
    }
}
