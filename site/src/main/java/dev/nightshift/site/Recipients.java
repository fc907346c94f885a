package dev.nightshift.site;

import dev.nightshift.kit.Settings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who is told.
///
/// @param email addresses; each has to confirm its subscriptions once
/// @param chat the Slack channel, if any
public record Recipients(List<String> email, Optional<Chat> chat) {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    /// A Slack channel that Amazon Q in chat applications posts to.
    ///
    /// @param workspace the workspace's id; the workspace is authorised once by hand in the console of Amazon Q
    /// @param channel the channel's id
    public record Chat(String workspace, String channel) {
        private static final Pattern ID = Pattern.compile("[0-9A-Z]{1,255}");

        private static Chat from(Settings settings) {
            return new Chat(
                    settings.at("workspace")
                            .as(text -> matching(ID, text, "a Slack workspace's id, such as T0ACME"), ""),
                    settings.at("channel").as(text -> matching(ID, text, "a Slack channel's id, such as C0OPS"), ""));
        }
    }

    static Recipients from(Settings settings) {
        List<String> email = settings.at("email").items().stream()
                .map(item -> item.as(text -> matching(EMAIL, text, "an e-mail address"), ""))
                .toList();
        Settings chat = settings.at("chat");
        return new Recipients(email, chat.present() ? Optional.of(Chat.from(chat)) : Optional.empty());
    }

    private static String matching(Pattern pattern, String text, String expected) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("expected " + expected);
        }
        return text;
    }
}
