/// Reads and writes destinations: S3 objects, parameters, prefix lists, Route 53 records.
@NullMarked
package dev.nightshift.liveips.sink;

import org.jspecify.annotations.NullMarked;
