package dev.nightshift.rotator;

import dev.nightshift.rotator.Consumers.Reload;
import java.time.Instant;
import java.util.Optional;

/// What reloading by command needs of Run Command.
///
/// Every call may throw a [CallException].
interface Commands {
    /// The newest command of the same document for the same tag since an instant; how it stands, in Run Command's
    /// words.
    Optional<String> statusSince(Reload reload, Instant since);

    /// Sends it; its id.
    String send(Reload reload);
}
