package dev.nightshift.local.aws.service;

import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Wire;

/// A service that speaks JSON over HTTP, with the refusals that such services have in common.
///
/// Source: *Common Error Types* of the API references of ACM, ECS, KMS and Systems Manager.
public interface JsonService extends Service {
    @Override
    default Wire wire() {
        return Wire.JSON_1_1;
    }

    @Override
    default AwsException throttled() {
        return AwsException.badRequest("ThrottlingException", "Rate exceeded");
    }

    @Override
    default AwsException denied(String why) {
        return AwsException.badRequest("AccessDeniedException", why);
    }
}
