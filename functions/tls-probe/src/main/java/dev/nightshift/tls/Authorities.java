package dev.nightshift.tls;

import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.chain.MissingIssuers;
import dev.nightshift.tls.chain.Revocations;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.fault.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a run asks of the servers of authorities.
final class Authorities implements AutoCloseable {
    private final Revocations revocations;
    private final Supplier<MissingIssuers> making;
    private @Nullable MissingIssuers issuers;

    /// @param making called once, when the first chain is incomplete
    Authorities(Revocations revocations, Supplier<MissingIssuers> making) {
        this.revocations = revocations;
        this.making = making;
    }

    /// The chain with what is missing, where that can be had.
    MissingIssuers.Completed complete(Chain chain, TrustAnchors anchors) throws InterruptedException {
        return chain.isIncomplete()
                ? issuers().complete(chain, anchors)
                : new MissingIssuers.Completed(chain, Optional.empty());
    }

    /// What revocation lists say of a chain that ends at a trust anchor.
    List<Finding> revocations(Chain chain) throws InterruptedException {
        return chain.path().isPresent() ? revocations.of(chain.path().get()) : List.of();
    }

    private synchronized MissingIssuers issuers() {
        if (issuers == null) {
            issuers = making.get();
        }
        return issuers;
    }

    @Override
    public synchronized void close() {
        revocations.close();
        if (issuers != null) {
            issuers.close();
        }
    }
}
