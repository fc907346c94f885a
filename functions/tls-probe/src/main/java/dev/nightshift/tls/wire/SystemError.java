package dev.nightshift.tls.wire;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/// Errors of the operating system that the JDK reports with nothing but their text, in the C library's words.
///
/// The JDK maps a few error numbers to exception types and drops the number of the others: `handleSocketError` in
/// `Net.c` gives `ECONNREFUSED` and `ETIMEDOUT` one type, `ConnectException`, and leaves `ECONNRESET` a plain
/// `SocketException`; `NET_ThrowUnknownHostExceptionWithGaiError` in `net_util_md.c` gives each failed lookup the same
/// type, `UnknownHostException`. Whatever has a type of its own is decided by that. The texts are those of glibc, musl
/// and macOS in the C locale; an unknown text means the more general fault of the same severity.
public enum SystemError {
    /// `ETIMEDOUT`: the kernel gave up before the deadline.
    TIMED_OUT("(connection|operation) timed out"),
    /// `ECONNRESET`: the peer reset the connection before it was established for the client.
    RESET("connection reset( by peer)?"),
    /// `EAI_AGAIN` and `EAI_FAIL`: the name servers gave no answer, or refused one.
    LOOKUP_FAILED("(temporary|non-recoverable) failure in name resolution|try again|non-recoverable error");

    private final String texts;

    SystemError(String texts) {
        this.texts = texts;
    }

    /// Whether an exception reports this error. The JDK puts the name that was looked up before the text, and may put a
    /// peer after it (`jdk.includeInExceptions`).
    public boolean isIn(IOException e) {
        return Arrays.stream(
                        String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).split(": ", -1))
                .anyMatch(part -> part.matches(texts));
    }
}
