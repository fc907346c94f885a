package dev.nightshift.stopper;

import java.util.List;
import java.util.Map;

/// The instances of one account and region, and what can be done to them.
interface Fleet {
    /// Every instance that carries the tag, in whatever state.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when not all of them could be read
    List<Instance> optedIn(String tagKey);

    /// Writes the marker on the instances; answers for each instance that could not be marked why not.
    Map<String, Failure> mark(List<String> ids, Marker marker);

    /// Stops the instances; answers for each that was refused why.
    Map<String, Failure> stop(List<String> ids);

    /// Starts the instances; answers for each that was refused why.
    Map<String, Failure> start(List<String> ids);

    /// Why a call did not do what it should for an instance.
    ///
    /// @param code AWS's error code, or the exception's name where no answer came
    /// @param wholeCall whether the answer named no instance: then the account and region could not
    ///     be acted on at all
    record Failure(String code, String message, boolean wholeCall) {}
}
