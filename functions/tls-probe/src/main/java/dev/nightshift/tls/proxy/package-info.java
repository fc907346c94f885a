/// Connections through HTTP proxies, and which endpoints are reached through one.
@NullMarked
package dev.nightshift.tls.proxy;

import org.jspecify.annotations.NullMarked;
