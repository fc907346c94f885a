/// What every service is.
@NullMarked
package dev.nightshift.local.aws.service;

import org.jspecify.annotations.NullMarked;
