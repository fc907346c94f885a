/// Amazon ECS.
@NullMarked
package dev.nightshift.local.aws.ecs;

import org.jspecify.annotations.NullMarked;
