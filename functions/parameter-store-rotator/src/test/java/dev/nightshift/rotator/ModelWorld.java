package dev.nightshift.rotator;

/// The world between two moments. Values are numbers; 0 is the first.
///
/// @param pending the pending value
/// @param base whether the live parameter is still the version the pending value was made from
/// @param live the newest version's value, before it `earlier`
/// @param accepted what the target takes
/// @param flying a value on its way to the target, which takes it when it lands
/// @param fresh whether less than the cool-down has passed since something was last sent
/// @param locked whether the target refuses everybody
/// @param values how many values there were
/// @param people how often somebody else may still write
record ModelWorld(
        int pending,
        boolean base,
        int live,
        int earlier,
        int accepted,
        int flying,
        boolean fresh,
        boolean reachable,
        boolean locked,
        int values,
        int people) {
    static final int NONE = -1;
    static final ModelWorld FIRST = new ModelWorld(NONE, true, 0, 0, 0, NONE, false, true, false, 1, 1);

    ModelWorld pending(int value) {
        return new ModelWorld(
                value,
                true,
                live,
                earlier,
                accepted,
                flying,
                true,
                reachable,
                locked,
                Math.max(values, value + 1),
                people);
    }

    ModelWorld live(int value, boolean ours) {
        return new ModelWorld(
                pending, ours && base, value, live, accepted, flying, fresh, reachable, locked, values, people);
    }

    ModelWorld sent(int value) {
        return new ModelWorld(pending, base, live, earlier, accepted, value, true, reachable, locked, values, people);
    }

    ModelWorld landed() {
        return new ModelWorld(pending, base, live, earlier, flying, NONE, fresh, reachable, locked, values, people);
    }

    ModelWorld lost() {
        return new ModelWorld(pending, base, live, earlier, accepted, NONE, fresh, reachable, locked, values, people);
    }

    ModelWorld target(boolean canBeReached, boolean isLocked) {
        return new ModelWorld(
                pending, base, live, earlier, accepted, flying, fresh, canBeReached, isLocked, values, people);
    }

    ModelWorld person(int value) {
        return new ModelWorld(
                pending, false, value, live, accepted, flying, fresh, reachable, locked, values, people - 1);
    }

    ModelWorld rested() {
        return new ModelWorld(pending, base, live, earlier, accepted, flying, false, reachable, locked, values, people);
    }

    Answer answer(int... tried) {
        if (!reachable) {
            return Answer.UNKNOWN;
        }
        for (int value : tried) {
            if (!locked && value == accepted) {
                return Answer.YES;
            }
        }
        return Answer.NO;
    }

    /// Whether something durable opens the target, or will once all has landed.
    boolean isSafe() {
        return keeps(accepted) && (flying == NONE || keeps(flying));
    }

    private boolean keeps(int value) {
        return value == live || value == earlier || value == pending;
    }
}
