package dev.nightshift.site;

import com.ibm.icu.text.IDNA;

/// Brings host names into the form that DNS and certificates know.
public final class HostNames {
    // UTS 46, non-transitional: the host that browsers call.
    private static final IDNA RULES = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.USE_STD3_RULES);

    private HostNames() {}

    /// The A-labels of a name; what is ASCII already stays as it is.
    ///
    /// @throws IllegalArgumentException when it is no host name
    public static String toAscii(String name) {
        if (name.chars().allMatch(c -> c < 128)) {
            return name;
        }
        IDNA.Info info = new IDNA.Info();
        String ascii = RULES.nameToASCII(name, new StringBuilder(), info).toString();
        if (info.hasErrors()) {
            throw new IllegalArgumentException("expected an internationalized host name: " + info.getErrors());
        }
        return ascii;
    }
}
