package dev.nightshift.rotator;

/// What a rotation does next.
enum Step {
    /// Nothing is under way and nothing is due.
    REST,
    /// Write the pending value down.
    BEGIN,
    /// Set the pending value at the target, with a credential that works.
    SET,
    /// Write the pending value into the live parameter.
    PUBLISH,
    /// It is published: tell people and delete the pending value.
    FINISH,
    /// What was replaced is still there: bring it nearer to its end.
    RETIRE,
    /// The live parameter is somebody else's by now and works: delete the pending value.
    ABANDON,
    /// Change nothing: a later run knows more.
    WAIT,
    /// Change nothing: a person has to look.
    FREEZE
}
