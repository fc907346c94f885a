package dev.nightshift.local.aws.wire;

/// One region of one account: what a service's state belongs to.
public record Place(String account, String region) {
    /// The account of calls whose access key is not registered.
    public static final String DEFAULT_ACCOUNT = "123456789012";

    /// As in Identify AWS resources with Amazon Resource Names (ARNs), AWS General Reference.
    public String arn(String service, String resource) {
        return "arn:" + partition() + ":" + service + ":" + region + ":" + account + ":" + resource;
    }

    private String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
