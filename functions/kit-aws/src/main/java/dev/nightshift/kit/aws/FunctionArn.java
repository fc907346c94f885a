package dev.nightshift.kit.aws;

import com.amazonaws.services.lambda.runtime.Context;

/// Where a function runs, read from its own ARN instead of asking STS.
///
/// @param account the AWS account's id
/// @param region the AWS region's code
/// @param function the function's name
public record FunctionArn(String account, String region, String function) {
    /// From `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME[:ALIAS]`, the ARN an invocation was addressed to.
    ///
    /// @throws IllegalArgumentException for any other text
    public static FunctionArn of(Context context) {
        String arn = context.getInvokedFunctionArn();
        String[] parts = arn.split(":", -1);
        if (parts.length < 7 || !parts[2].equals("lambda") || !parts[5].equals("function")) {
            throw new IllegalArgumentException("invokedFunctionArn: \"" + arn + "\": expected a Lambda function's ARN");
        }
        return new FunctionArn(parts[4], parts[3], parts[6]);
    }
}
