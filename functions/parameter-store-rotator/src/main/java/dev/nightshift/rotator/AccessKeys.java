package dev.nightshift.rotator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a rotation needs of IAM and of STS.
///
/// Every call may throw a [CallException].
interface AccessKeys {
    /// An access key that was made a moment ago: nobody can ask for its secret again.
    record Made(String id, Secret secret) {}

    /// The last call that was made with a key.
    record Use(Instant at, String service, String region) {}

    /// What STS says to a key.
    sealed interface Caller {
        /// It acts for the one whom the ARN names.
        record Known(String arn) implements Caller {}

        /// There is no such key, it is inactive, or it is so new that STS has not heard of it.
        record KeyUnknown() implements Caller {}

        /// There is such a key and this is not its secret.
        record WrongSecret() implements Caller {}

        /// It cannot be asked, or refuses for another reason, which is the end of a sentence.
        record NoAnswer(String why) implements Caller {}
    }

    /// Asks for whom a key acts. IAM counts that as a use of the key.
    Caller caller(String id, Secret secret);

    /// The name of the user who has a key; nothing when there is no such key. Nobody calls with it.
    Optional<String> owner(String id);

    /// A user's keys, two at most.
    ///
    /// @return none when there is no such user
    List<AccessKey> of(String user);

    /// Makes one more. IAM refuses a third, also when only the answer to the second was lost.
    Made create(String user);

    /// Lets nobody, or everybody again, call with a key.
    void activate(String user, String id, boolean active);

    /// Deletes a key; one that is gone already is fine.
    void delete(String user, String id);

    /// The last call with a key, if there ever was one. IAM hears of it hours later at times.
    Optional<Use> lastUse(String id);
}
