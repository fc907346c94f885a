package dev.nightshift.local.ops.lambda;

import dev.nightshift.site.FunctionSite;
import java.util.Iterator;

/// The functions' names, for help and completion.
public final class FunctionNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return FunctionSite.Kind.names().iterator();
    }
}
