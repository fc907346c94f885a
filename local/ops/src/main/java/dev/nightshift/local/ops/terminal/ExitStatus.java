package dev.nightshift.local.ops.terminal;

/// What a command ends with.
public final class ExitStatus {
    /// All is well.
    public static final int FINE = 0;

    /// It was done, and there is something to look at.
    public static final int FINDINGS = 1;

    /// The command line is wrong.
    public static final int USAGE = 2;

    /// It could not be done.
    public static final int FAILURE = 3;

    private ExitStatus() {}
}
