package dev.nightshift.rotator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One more password on its way to a server and its replicas.
record RedisChange(List<RedisServer> servers, String user, Secret password) implements Target.Change {
    @Override
    public Target.Setting set() {
        List<RedisServer> added = new ArrayList<>();
        for (RedisServer server : servers) {
            try {
                if (server.add(user, password)) {
                    added.add(server);
                }
            } catch (RedisError e) {
                return refused(server.name() + ": " + RedisServer.reason(e), added);
            } catch (IOException e) {
                return new Target.Setting.Unknown(server.name() + ": " + RedisServer.reason(e));
            }
        }
        return new Target.Setting.Taken();
    }

    private Target.Setting refused(String why, List<RedisServer> added) {
        try {
            for (RedisServer server : added) {
                server.takeBack(user, password);
            }
            return new Target.Setting.Refused(why);
        } catch (IOException e) {
            return new Target.Setting.Unknown(why);
        }
    }

    // Nothing was ended.
    @Override
    public void undo() {}

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
