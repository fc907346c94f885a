/// The part of AWS that the functions call, on a loopback port and in memory: an instrument for tests and the demo.
///
/// It is no emulator. An operation is here only if some function's role may call it, or if what a person does with it
/// decides what a function can. What a known operation is asked beyond what is known here is refused loudly. No
/// signatures are checked and no state is kept.
@NullMarked
package dev.nightshift.local.aws;

import org.jspecify.annotations.NullMarked;
