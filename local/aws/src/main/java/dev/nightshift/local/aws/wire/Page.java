package dev.nightshift.local.aws.wire;

import dev.nightshift.local.aws.wire.Node.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// One page of what was found, from where the token points. Source: Pagination of results, Amazon EC2 API Reference.
///
/// @param next the token of the next page
public record Page<T>(List<T> items, Optional<String> next) {
    private static final int MIN_RESULTS = 5;

    /// The page that a request asks for.
    ///
    /// @param max the largest page that this operation gives
    public static <T> Page<T> of(List<T> found, int max, Parameters asked) {
        int size = asked.text("MaxResults").map(text -> size(text, max)).orElse(found.size());
        return of(found, size, asked.text("NextToken"));
    }

    /// The page that follows a token.
    ///
    /// @param size how many it has at most
    /// @param token where it begins; that of an earlier page
    public static <T> Page<T> of(List<T> found, int size, Optional<String> token) {
        int from = Math.min(token.map(Page::position).orElse(0), found.size());
        int to = Math.min(from + size, found.size());
        return new Page<>(found.subList(from, to), to < found.size() ? Optional.of(token(to)) : Optional.empty());
    }

    /// That there is more, if so.
    public Fields continuing(Fields answer) {
        next.ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private static int size(String maxResults, int max) {
        int size = Integer.parseInt(maxResults);
        if (size < MIN_RESULTS || size > max) {
            throw invalid("Value ( %d ) for parameter maxResults is invalid. Expecting a value %s."
                    .formatted(size, size < MIN_RESULTS ? "greater than 5" : "smaller than " + max));
        }
        return size;
    }

    private static AwsException invalid(String message) {
        return AwsException.badRequest("InvalidParameterValue", message);
    }

    private static String token(int position) {
        return Base64.getUrlEncoder().encodeToString(("from " + position).getBytes(StandardCharsets.UTF_8));
    }

    private static int position(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(text.replace("from ", ""));
        } catch (IllegalArgumentException e) {
            throw invalid("Value (" + token + ") for parameter nextToken is invalid.");
        }
    }
}
