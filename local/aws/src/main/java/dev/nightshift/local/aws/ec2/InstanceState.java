package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.wire.Node;
import java.util.Locale;

/// Where an instance is in its life. Source: InstanceState, Amazon EC2 API Reference.
public enum InstanceState {
    /// Coming up.
    PENDING(0),
    /// Up.
    RUNNING(16),
    /// Going away for good.
    SHUTTING_DOWN(32),
    /// Gone for good, still shown for a while.
    TERMINATED(48),
    /// Going down.
    STOPPING(64),
    /// Down.
    STOPPED(80);

    private final int code;

    InstanceState(int code) {
        this.code = code;
    }

    /// As EC2 writes it, `shutting-down`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Node.Fields tree() {
        return Node.Fields.empty().put("code", code).put("name", this);
    }
}
