/// Real database servers on this machine, each with its own data, for tests of what changes their users' passwords.
@NullMarked
package dev.nightshift.local.databases;

import org.jspecify.annotations.NullMarked;
