/// Amazon RDS, ElastiCache and MemoryDB.
@NullMarked
package dev.nightshift.local.aws.data;

import org.jspecify.annotations.NullMarked;
