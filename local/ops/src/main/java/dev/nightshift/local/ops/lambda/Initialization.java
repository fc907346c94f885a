package dev.nightshift.local.ops.lambda;

/// How Lambda brings a function up: it decides where the function finds its credentials
/// ("Defined runtime environment variables", Lambda Developer Guide).
public enum Initialization {
    /// Started for the event: keys are in the environment.
    ON_DEMAND("on-demand"),
    /// Restored from a snapshot, which must not hold keys: they are served on loopback.
    SNAP_START("snap-start");

    private final String variable;

    Initialization(String variable) {
        this.variable = variable;
    }

    /// The value of `AWS_LAMBDA_INITIALIZATION_TYPE`.
    String variable() {
        return variable;
    }
}
