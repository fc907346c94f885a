package dev.nightshift.stopper;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.aws.PauseCheck;
import dev.nightshift.stopper.fleet.Fleet;
import java.util.List;

/// What a variant of the stopper does otherwise, to show that an unsafe one is found out.
interface WorldVariant {
    /// The stopper as it is.
    WorldVariant NONE = new WorldVariant() {};

    /// What it sees and does.
    default Fleet fleet(Fleet fleet) {
        return fleet;
    }

    /// Which settings it reads, as JSON.
    default String settings(String json) {
        return json;
    }

    /// Whether it takes itself for paused.
    default PauseCheck pause(PauseCheck pause) {
        return pause;
    }

    /// What it notifies people of.
    default List<Digest> mails(List<Digest> mails) {
        return mails;
    }
}
