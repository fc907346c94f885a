package dev.nightshift.rotator;

/// One more password on its way to a service of AWS.
///
/// @param working the user's password that works, which is sent again because each change replaces all
record ManagedChange(ManagedRedis redis, String user, Secret password, Secret working) implements Target.Change {
    @Override
    public Target.Setting set() {
        return redis.add(user, password, working);
    }

    // Nothing was ended.
    @Override
    public void undo() {}

    @Override
    public void close() {}
}
