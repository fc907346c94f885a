package dev.nightshift.tls;

import dev.nightshift.kit.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Servers of Node.js, whose TLS is the OpenSSL that it brings: from version 24 on, OpenSSL 3.5.
final class NodeServers implements AutoCloseable {
    private static final String SCRIPT = """
            const tls = require('node:tls');
            const ports = [];
            const all = JSON.parse(require('node:fs').readFileSync(0));
            all.forEach((options, i) => {
              const server = tls.createServer(options, socket => socket.on('error', () => {}).end());
              server.on('tlsClientError', () => {});
              server.listen(0, '127.0.0.1', () => {
                ports[i] = server.address().port;
                if (Object.keys(ports).length === all.length) console.log(ports.join(' '));
              });
            });
            """;

    private final Process process;
    private final List<Integer> ports;

    private NodeServers(Process process, List<Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    /// A server for each identity, with options of `tls.createServer` such as `{"ecdhCurve":"X448"}`.
    static NodeServers start(String program, List<OddIdentity> identities, List<Map<String, Object>> options)
            throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < identities.size(); i++) {
            Map<String, Object> one = new LinkedHashMap<>(options.get(i));
            one.put("key", identities.get(i).key());
            one.put("cert", identities.get(i).certificates());
            all.add(one);
        }
        Process process = new ProcessBuilder(program, "-e", SCRIPT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write(Json.write(all).getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException(program + " does not serve");
            }
            return new NodeServers(
                    process,
                    Arrays.stream(line.split(" ", -1)).map(Integer::valueOf).toList());
        } catch (IOException e) {
            process.destroy();
            throw e;
        }
    }

    /// The version, as in `v24.9.0`; empty when there is no such program.
    static String version(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version").start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    int port(int index) {
        return ports.get(index);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
