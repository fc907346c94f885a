package dev.nightshift.local.aws.security;

import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import java.util.Map;
import java.util.TreeMap;

/// IAM of an account: one service with several kinds of things, each in a file of its own.
public record Iam(ServerCertificates certificates, AccessKeys accessKeys) implements Service {
    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new TreeMap<>(certificates.operations());
        operations.putAll(accessKeys.operations());
        return operations;
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }
}
