/// The HTTP server in front of all services, with its call log and its faults.
@NullMarked
package dev.nightshift.local.aws.front;

import org.jspecify.annotations.NullMarked;
