package dev.nightshift.local.aws;

/// One region of one account: what a service's state belongs to.
record Place(String account, String region) {
    /// As in Identify AWS resources with Amazon Resource Names (ARNs), AWS General Reference.
    String arn(String service, String resource) {
        return "arn:" + partition() + ":" + service + ":" + region + ":" + account + ":" + resource;
    }

    private String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
