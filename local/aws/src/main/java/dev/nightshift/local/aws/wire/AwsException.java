package dev.nightshift.local.aws.wire;

/// An answer that is an error, with AWS's code, HTTP status and wording.
public final class AwsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final boolean unrecognized;

    private AwsException(int status, String code, String message, boolean unrecognized) {
        super(message);
        this.status = status;
        this.code = code;
        this.unrecognized = unrecognized;
    }

    public AwsException(int status, String code, String message) {
        this(status, code, message, false);
    }

    /// An error of the caller, the commonest kind.
    public static AwsException badRequest(String code, String message) {
        return new AwsException(400, code, message);
    }

    /// What AWS may know and this endpoint does not: an error, and noted for tests to find.
    public static AwsException unrecognized(String code, String message) {
        return new AwsException(400, code, message, true);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    public boolean isUnrecognized() {
        return unrecognized;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
