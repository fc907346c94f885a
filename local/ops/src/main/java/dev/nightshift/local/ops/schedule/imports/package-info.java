/// `ops import`: schedules of Instance Scheduler on AWS and of Cloud Custodian, read and said in our language.
@NullMarked
package dev.nightshift.local.ops.schedule.imports;

import org.jspecify.annotations.NullMarked;
