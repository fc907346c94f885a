package dev.nightshift.rotator;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An account of MySQL or MariaDB as SHOW CREATE USER describes it, without what the server keeps of its password.
///
/// @param methods by which it may prove itself: MariaDB takes any of them, and SET PASSWORD changes the first that
/// keeps
///     a password
/// @param clauses what follows them, such as `ACCOUNT LOCK`
record MysqlAccount(String user, String host, List<String> methods, String clauses) {
    // MariaDB: CREATE USER `app`@`%` IDENTIFIED VIA ed25519 USING '…' OR unix_socket REQUIRE SSL.
    // MySQL: CREATE USER `app`@`%` IDENTIFIED WITH 'caching_sha2_password' AS '…' REQUIRE SSL.
    private static final Pattern NAME =
            Pattern.compile("CREATE USER ([`'\"])(.*?)\\1@([`'\"])(.*?)\\3(.*)", Pattern.DOTALL);
    private static final Pattern ONLY_METHOD = Pattern.compile(" IDENTIFIED WITH '(\\w+)'");
    private static final Pattern METHOD = Pattern.compile(" (?:IDENTIFIED VIA|OR) (\\w+)");
    private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*'", Pattern.DOTALL);
    private static final String DEFAULT_METHOD = "mysql_native_password";

    // Authentication Plugins, MariaDB documentation: nobody logs in with a password by the first, and the others ask
    // somebody else for it.
    private static final Set<String> WITHOUT_PASSWORD = Set.of("unix_socket", "auth_socket", "gssapi", "named_pipe");
    private static final Set<String> ELSEWHERE = Set.of("pam", "pam_v1", "authentication_ldap_simple");

    private static final Pattern HOURLY = Pattern.compile("(MAX_\\w+_PER_HOUR) (\\d+)");
    private static final int LEAST_AN_HOUR = 60;
    private static final Pattern CERTIFICATE = Pattern.compile("REQUIRE (X509|ISSUER|SUBJECT)");

    /// Reads it.
    ///
    /// @throws SQLException when it is written in a way that is not known
    static MysqlAccount read(String statement) throws SQLException {
        Matcher named = NAME.matcher(statement);
        if (!named.matches()) {
            // What is written may hold what the server keeps of the password.
            throw new SQLException("the server describes the account in another way than expected", "HY000");
        }
        Matcher only = ONLY_METHOD.matcher(named.group(5));
        String clauses = TEXT.matcher(named.group(5)).replaceAll("''");
        List<String> methods = only.find()
                ? List.of(only.group(1))
                : METHOD.matcher(clauses).results().map(found -> found.group(1)).toList();
        return new MysqlAccount(
                named.group(2), named.group(4), methods.isEmpty() ? List.of(DEFAULT_METHOD) : methods, clauses);
    }

    /// Why a new password would not be the only one that opens it, or would not open it, as the end of a sentence.
    Optional<String> unsafe() {
        List<String> passwords = methods.stream()
                .filter(method -> !WITHOUT_PASSWORD.contains(method))
                .toList();
        if (methods.stream().anyMatch(ELSEWHERE::contains)) {
            return Optional.of("the account %s takes passwords that are kept elsewhere, by %s"
                    .formatted(this, String.join(" or ", methods)));
        } else if (passwords.isEmpty()) {
            return Optional.of("the account %s has no password, only %s".formatted(this, String.join(", ", methods)));
        } else if (passwords.size() > 1) {
            return Optional.of(
                    ("the account %s has several passwords, by %s, of which only the first would be replaced:"
                                    + " leave one, ALTER USER … IDENTIFIED BY")
                            .formatted(this, String.join(" or ", methods)));
        } else if (clauses.contains("ACCOUNT LOCK")) {
            return Optional.of("the account %s is locked: ALTER USER … ACCOUNT UNLOCK".formatted(this));
        } else if (CERTIFICATE.matcher(clauses).find()) {
            return Optional.of(
                    "the account %s requires a client's certificate, which this function has not".formatted(this));
        }
        return HOURLY.matcher(clauses)
                .results()
                .filter(limit -> isTight(limit.group(2)))
                .findFirst()
                .map(limit -> "the account %s has %s %s, and a rotation might use it up: allow %d or more"
                        .formatted(this, limit.group(1), limit.group(2), LEAST_AN_HOUR));
    }

    /// Whether what it keeps of a password is what [MysqlPassword] can make.
    boolean keepsNativeHash() {
        return methods.contains(DEFAULT_METHOD);
    }

    // 0 is no limit.
    private static boolean isTight(String limit) {
        return !limit.equals("0") && limit.length() < 9 && Integer.parseInt(limit) < LEAST_AN_HOUR;
    }

    /// `app@%`
    @Override
    public String toString() {
        return user + "@" + host;
    }
}
