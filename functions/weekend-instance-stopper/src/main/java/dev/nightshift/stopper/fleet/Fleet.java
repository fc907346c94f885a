package dev.nightshift.stopper.fleet;

import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The instances of one account and region, and what can be done to them.
public interface Fleet {
    /// The most instances that one change may be asked for.
    int MAX_CHUNK = 100;

    /// Every instance that carries the opt-in tag or our marker, in whatever state but terminated.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when not all of them could
    ///     be read
    List<Instance> look(String tagKey);

    /// Every instance, in whatever state but terminated; otherwise as [#look].
    List<Instance> lookAtAll();

    /// Why each of these running instances could not be started again once it is stopped; those
    /// that could are left out.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when that could not be found out
    Map<String, String> unstartable(Collection<String> ids);

    /// Writes the marker on at most [#MAX_CHUNK] instances; answers for each that could not be
    /// marked why not.
    Map<String, Failure> mark(List<String> ids, Marker marker);

    /// Stops at most [#MAX_CHUNK] instances; answers for each that was refused why.
    ///
    /// @param hibernate whether to keep their memory; what cannot is stopped all the same
    Map<String, Failure> stop(List<String> ids, boolean hibernate);

    /// Starts at most [#MAX_CHUNK] instances; answers for each that was refused why.
    Map<String, Failure> start(List<String> ids);

    /// The same instances, for a dry run: nothing is changed, and each change answers whether it
    /// would be permitted.
    Fleet proving();
}
