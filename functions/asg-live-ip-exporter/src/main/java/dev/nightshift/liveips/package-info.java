/// Publishes the addresses of the live servers of Auto Scaling groups, so that no reader is ever harmed.
///
/// A run looks ([dev.nightshift.liveips.look]), decides ([dev.nightshift.liveips.plan]), publishes
/// ([dev.nightshift.liveips.act], through [dev.nightshift.liveips.sink]) and reports
/// ([dev.nightshift.liveips.report]). This package ties the steps together.
@NullMarked
package dev.nightshift.liveips;

import org.jspecify.annotations.NullMarked;
