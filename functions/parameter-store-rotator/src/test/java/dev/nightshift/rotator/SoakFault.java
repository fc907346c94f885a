package dev.nightshift.rotator;

import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.front.Faults;
import java.util.Random;

/// What goes wrong in one rotation.
enum SoakFault {
    NONE,
    CONNECTION_DROPPED,
    SET_LOST_BEFORE,
    SET_LOST_AFTER,
    PUBLICATION_LOST_BEFORE,
    PUBLICATION_LOST_AFTER,
    PUBLICATION_THROTTLED,
    READ_FAILED;

    /// @param oneIn of how many rotations one goes wrong; 0 for none
    static SoakFault any(Random chance, int oneIn) {
        return oneIn == 0 || chance.nextInt(oneIn) > 0 ? NONE : values()[1 + chance.nextInt(values().length - 1)];
    }

    /// Lets it happen, and says what.
    String in(FaultyLink link, Faults faults, String parameter, Random chance) {
        int connection = 1 + chance.nextInt(4);
        int times = 1 + chance.nextInt(6);
        switch (this) {
            case NONE -> {}
            case CONNECTION_DROPPED -> link.refuse(connection);
            case SET_LOST_BEFORE -> link.lose(FaultyLink.Break.LOST_BEFORE_THE_SET);
            case SET_LOST_AFTER -> link.lose(FaultyLink.Break.LOST_AFTER_THE_SET);
            case PUBLICATION_LOST_BEFORE -> publication(faults, parameter, times, new Fault.RequestLost());
            case PUBLICATION_LOST_AFTER -> publication(faults, parameter, 1, new Fault.ReplyLost());
            case PUBLICATION_THROTTLED ->
                publication(faults, parameter, times, new Fault.Refused(400, "TooManyUpdates", "Too many updates"));
            case READ_FAILED ->
                faults.on("ssm", "GetParameters").only(connection).with(new Fault.Refused(400, "KMSInternal", "no"));
        }
        return this == CONNECTION_DROPPED ? this + "_" + connection : name();
    }

    private static void publication(Faults faults, String parameter, int times, Fault fault) {
        faults.on("ssm", "PutParameter")
                .where(parameters -> parameter.equals(parameters.get("Name")))
                .first(times)
                .with(fault);
    }
}
