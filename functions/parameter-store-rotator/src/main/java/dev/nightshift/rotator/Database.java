package dev.nightshift.rotator;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.util.Optional;

/// A database that the site knows: what a secret's value need not say, and what it must not decide.
///
/// @param host instead of the value's
/// @param port instead of the value's; 0 when the site names none
/// @param tls whether the server has to prove its name; else nothing is encrypted
/// @param ca the certificates that may have signed the server's, as PEM text; the platform's own when there is none
/// @param admin the parameter with the user that changes the passwords of alternating users
/// @param poolerAsks whether a pooler in front of it keeps no passwords and asks it for them
/// @param users the users whose passwords may be changed; every user its own where none are named
/// @param createClone whether the administrator creates the second of two users, and gives it what it lacks
///     of the first
public record Database(
        String host,
        int port,
        boolean tls,
        Optional<String> ca,
        Optional<String> admin,
        boolean poolerAsks,
        Optional<AllowedUsers> users,
        boolean createClone) {
    static Database from(String name, Settings settings) {
        Settings users = settings.at("users");
        if (settings.at("admin").present() && !users.present()) {
            users.problem("is missing: name the users whose passwords the administrator may change, such as"
                    + " [app, app_clone]");
        }
        return new Database(
                settings.at("host").text(),
                settings.at("port").orElse(0, Database::port),
                settings.at("tls").orElse(true, Database::verifies),
                settings.at("ca").optional(Database::pem),
                settings.at("admin").optional(RotatorConfig::name),
                settings.at("pooler").orElse(false, Database::asks),
                users.present()
                        ? Optional.of(AllowedUsers.from("databases." + name + ".users", users))
                        : Optional.empty(),
                settings.at("createClone").orElse(false, Parsers::flag));
    }

    private static boolean asks(String text) {
        if (!text.equals("auth_query")) {
            throw new IllegalArgumentException("expected auth_query, or nothing where there is no pooler");
        }
        return true;
    }

    static boolean verifies(String text) {
        return switch (text) {
            case "verify-full" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("expected verify-full or off");
        };
    }

    static int port(String text) {
        int port = Parsers.count(text);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("expected a port from 1 to 65535");
        }
        return port;
    }

    static String pem(String text) {
        if (!text.contains("-----BEGIN CERTIFICATE-----")) {
            throw new IllegalArgumentException("expected certificates as PEM text");
        }
        return text;
    }
}
