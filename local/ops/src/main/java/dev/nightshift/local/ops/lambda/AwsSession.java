package dev.nightshift.local.ops.lambda;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.ops.terminal.Failure;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// What the person's AWS environment names: variables, profile, single sign-on, as the AWS CLI finds them.
///
/// @param credentials as they are now: a command is over before they end
public record AwsSession(Region region, AwsCredentials credentials) {
    /// Looks.
    ///
    /// @throws Failure saying what is missing, and what would give it
    public static AwsSession find() {
        return new AwsSession(findRegion(), findCredentials());
    }

    /// What asks there.
    ///
    /// @param endpoint instead of AWS's own, for every service
    public Clients clients(Optional<URI> endpoint) {
        return new Clients(region, StaticCredentialsProvider.create(credentials), endpoint);
    }

    /// When AWS does not answer, or refuses.
    public static Failure failure(RuntimeException thrown) {
        return new Failure("AWS cannot be asked: " + thrown.getMessage());
    }

    // The SDK's own messages list every place it looked at, on one long line.
    private static Region findRegion() {
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkException _) {
            throw missing("names no region; set AWS_REGION, or AWS_PROFILE to a profile with a region");
        }
    }

    private static AwsCredentials findCredentials() {
        try (DefaultCredentialsProvider provider =
                DefaultCredentialsProvider.builder().build()) {
            return provider.resolveCredentials();
        } catch (SdkException _) {
            throw missing("gives no credentials; sign in (aws sso login), or set AWS_PROFILE,"
                    + " or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
    }

    private static Failure missing(String what) {
        String profile = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
        String place = profile.equals("default") ? "the environment" : "profile " + profile;
        return new Failure("AWS cannot be asked: " + place + " " + what);
    }

    /// Never the keys: this may be printed.
    @Override
    public String toString() {
        return "a session in " + region;
    }
}
