package dev.nightshift.tls.wire;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;

/// Looking at an address ended here, for a reason that is a fault of the endpoint.
public final class ProbeException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    public ProbeException(Fault fault, String detail) {
        // No stack trace: it is an answer, and there may be thousands.
        super(fault + ": " + detail, null, false, false);
        this.finding = new Finding(fault, detail);
    }

    public Finding finding() {
        return finding;
    }
}
