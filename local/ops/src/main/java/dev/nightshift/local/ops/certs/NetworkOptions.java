package dev.nightshift.local.ops.certs;

import dev.nightshift.local.ops.terminal.TextFile;
import dev.nightshift.tls.Network;
import dev.nightshift.tls.Resolver;
import dev.nightshift.tls.dane.NameServers;
import dev.nightshift.tls.proxy.HttpProxy;
import dev.nightshift.tls.proxy.Proxies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How endpoints are reached, and who is asked about them.
final class NetworkOptions {
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "Connect through this proxy by CONNECT, http://HOST:PORT, or directly if \"none\" (default:"
                    + " https_proxy of the environment). no_proxy of the environment lists exceptions.")
    private @Nullable String proxy;

    @Option(
            names = "--dane",
            description =
                    "Compare with TLSA records (DANE). Whether they are authentic is what the resolver says: it must"
                            + " validate DNSSEC, and the way to it must be safe.")
    private boolean dane;

    @Option(
            names = "--dane-resolver",
            paramLabel = "ADDRESS[:PORT]",
            description = "Ask this resolver for TLSA records (default: those of /etc/resolv.conf); implies --dane.")
    private @Nullable String daneResolver;

    Network network(Map<String, String> environment) throws IOException {
        return new Network(Resolver.SYSTEM, proxies(environment), validating());
    }

    private Proxies proxies(Map<String, String> environment) {
        try {
            if (proxy == null) {
                return Proxies.ofEnvironment(environment);
            }
            return proxy.equals("none")
                    ? Proxies.NONE
                    : Proxies.through(HttpProxy.parse(proxy), Proxies.exceptions(environment));
        } catch (IllegalArgumentException e) {
            // Without the value, which may hold a password.
            throw new ParameterException(spec.commandLine(), (proxy == null ? "" : "--proxy: ") + e.getMessage());
        }
    }

    private List<InetSocketAddress> validating() throws IOException {
        if (daneResolver == null) {
            return dane ? NameServers.of(TextFile.readLenient(RESOLV_CONF)) : List.of();
        }
        try {
            return List.of(NameServers.parse(daneResolver));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--dane-resolver: " + e.getMessage());
        }
    }
}
