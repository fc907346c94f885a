package dev.nightshift.local.ops.certs.files;

import dev.nightshift.tls.endpoint.TargetSyntax.Judging;
import java.nio.file.Path;

/// A file, a key store or a folder of them that somebody named.
///
/// @param judging how its certificates are judged
public record FileTarget(Path path, Judging judging) {}
