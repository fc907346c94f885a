package dev.nightshift.kit.aws;

import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Finds the ids that an AWS error names.
///
/// Their text is the only source: an error response of EC2 has a code, a message and a request id, and no field for
/// the resources (Amazon EC2 API Reference, *Error codes*). What kind of error it is, is decided by its code.
public final class NamedIds {
    private NamedIds() {}

    /// Those of the ids that the message names as a whole: an EC2 id of 8 digits can be the beginning of one of 17, and
    /// m7g.large is one of m7g.large-flex.
    public static List<String> in(AwsServiceException error, List<String> ids) {
        String message = String.valueOf(error.getMessage());
        return ids.stream().filter(id -> isNamed(message, id)).toList();
    }

    private static boolean isNamed(String message, String id) {
        for (int at = message.indexOf(id); at >= 0; at = message.indexOf(id, at + 1)) {
            int after = at + id.length();
            boolean begins = at == 0 || !isPart(message.charAt(at - 1));
            if (begins && (after == message.length() || !isPart(message.charAt(after)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPart(char character) {
        return Character.isLetterOrDigit(character) || character == '-';
    }
}
