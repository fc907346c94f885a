package dev.nightshift.liveips.sink;

import dev.nightshift.kit.Sha256;

/// How an output marks what it makes in a place where others make things too.
final class Mark {
    private static final int DIGITS = 8;

    private Mark() {}

    /// The same for as long as the output has its name and the installation its bucket; another one for every other
    /// output. The bucket's name is not told: a mark may be public.
    static String of(String output, String bucket) {
        return "nightshift " + output + " " + Sha256.hex(bucket).substring(0, DIGITS);
    }
}
