package dev.nightshift.certificates.state;

import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Tier;
import java.util.Optional;

/// Something that people have to be told now.
///
/// @param tier how urgent it is; [Tier#OK] says that what was told before is over
/// @param key of what it is about
/// @param certificate what news of the same certificate have in common
/// @param name of the certificate, or the key
/// @param expiry when it ends, if that is known
/// @param why for people
public record News(Tier tier, String key, String certificate, String name, Optional<Expiry> expiry, String why) {}
