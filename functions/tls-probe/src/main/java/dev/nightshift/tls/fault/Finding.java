package dev.nightshift.tls.fault;

import dev.nightshift.kit.Text;

/// A fault and what was seen of it.
///
/// @param detail one printable line for people, bounded; what a server said is quoted in it
public record Finding(Fault fault, String detail) {
    private static final int SHOWN = 300;

    /// Makes the detail harmless, whoever wrote it.
    public Finding {
        detail = Text.printable(detail, SHOWN);
    }

    @Override
    public String toString() {
        return detail.isEmpty() ? fault.name() : fault + ": " + detail;
    }
}
