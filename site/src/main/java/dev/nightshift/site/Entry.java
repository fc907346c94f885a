package dev.nightshift.site;

/// How a site names one of its functions: `ssl-expiry-checker`, or `ssl-expiry-checker@internal` for the same function
/// once more, with settings, a role, a schedule and a state of its own.
///
/// @param function names its folder, its archive and its events
/// @param vantage where it looks from; empty for the only one
public record Entry(String function, String vantage) {
    /// What stands between the two.
    static final String AT = "@";

    public static Entry of(String key) {
        int at = key.indexOf(AT);
        return at < 0 ? new Entry(key, "") : new Entry(key.substring(0, at), key.substring(at + 1));
    }

    /// As AWS's names take it, which know no `@`.
    String id() {
        return vantage.isEmpty() ? function : function + "-" + vantage;
    }
}
