package dev.nightshift.local.ops.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One execution environment of a function on this machine: the unpacked archive in a JVM of its own
/// under AWS's runtime interface client, as Lambda runs it.
///
/// The first event finds it cold, the following ones warm, as long as the process lives; one that
/// timed out is ended, as Lambda does. It ends with this program; where that is killed it ends when
/// it asks for its next event, because nobody answers.
public final class LambdaProcess implements AutoCloseable {
    /// Longer than Lambda's ten seconds: the machine may be busy with other things.
    private static final Duration INITIALIZATION_LIMIT = Duration.ofSeconds(60);

    private static final int LAST_LINES = 20;

    private final FunctionConfiguration function;
    private final Path directory;
    private final RuntimeApi runtimeApi;
    private final CredentialsApi credentialsApi;
    private final Process process;
    private final CompletableFuture<Void> exit;
    private final Thread endWithParent;

    /// Starts the process; the handler's constructor runs while this returns.
    ///
    /// @param endpoint where all AWS calls go, empty for AWS itself
    public LambdaProcess(
            FunctionConfiguration function,
            LambdaRuntime runtime,
            AwsAccess access,
            Initialization initialization,
            Optional<URI> endpoint)
            throws IOException {
        this.function = function;
        this.directory = Files.createTempDirectory("nightshift-" + function.name() + "-");
        Path task = Files.createDirectory(directory.resolve("task"));
        Archive.unpack(function.archive(), task);
        String arn = "arn:aws:lambda:" + access.region() + ":" + access.account() + ":function:" + function.name();
        Clock clock = Clock.systemUTC();
        this.runtimeApi = new RuntimeApi(arn, function.timeout(), clock);
        this.credentialsApi = new CredentialsApi(access, clock);

        ProcessBuilder builder = new ProcessBuilder(runtime.commandLine(function))
                .directory(task.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        Map<String, String> environment = builder.environment();
        // Nothing of the person's own environment: what works here must work there. A clock that was set for tests
        // holds
        // for the function too.
        boolean fakedClock = environment.containsKey("FAKETIME");
        environment.keySet().removeIf(name -> !(fakedClock && name.matches("FAKETIME.*|LD_PRELOAD")));
        environment.putAll(variables(access, initialization, task));
        endpoint.ifPresent(uri -> environment.put("AWS_ENDPOINT_URL", uri.toString()));
        this.process = builder.start();
        this.endWithParent = Thread.ofPlatform().unstarted(this::end);
        Runtime.getRuntime().addShutdownHook(endWithParent);
        this.exit = process.onExit().thenAccept(ended -> runtimeApi.end(exited(ended.exitValue())));
    }

    /// Gives the function one event and waits for its answer.
    public Outcome invoke(String event) {
        Duration limit = INITIALIZATION_LIMIT.plus(function.timeout());
        Outcome outcome = runtimeApi
                .invoke(event)
                .completeOnTimeout(
                        new Outcome.Failed(
                                "Sandbox.Timedout", "no answer within " + limit.toSeconds() + " s", List.of()),
                        limit.toSeconds(),
                        TimeUnit.SECONDS)
                .join();
        if (outcome instanceof Outcome.Failed failed && failed.errorType().equals("Sandbox.Timedout")) {
            process.destroyForcibly();
        }
        return outcome;
    }

    /// Everything the process has printed so far, standard output and error as they came: what CloudWatch Logs would
    /// have. All that was printed before an answer is there when [#invoke] returns.
    public List<String> printed() {
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.UTF_8)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The operating system's number of the process.
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(endWithParent);
        end();
    }

    private void end() {
        process.destroyForcibly();
        exit.join();
        runtimeApi.close();
        credentialsApi.close();
        Archive.remove(directory);
    }

    private Path log() {
        return directory.resolve("log");
    }

    private Outcome.Failed exited(int status) {
        List<String> lines = printed();
        return new Outcome.Failed(
                "Runtime.ExitError",
                "Runtime exited with status " + status,
                lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private Map<String, String> variables(AwsAccess access, Initialization initialization, Path task) {
        Map<String, String> variables = new TreeMap<>(function.variables());
        variables.put("_HANDLER", function.handler());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMiB()));
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization.variable());
        variables.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
        variables.put("AWS_LAMBDA_LOG_LEVEL", "INFO");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi.address());
        variables.put("AWS_DEFAULT_REGION", access.region());
        variables.put("AWS_REGION", access.region());
        variables.put("LAMBDA_TASK_ROOT", task.toString());
        variables.put("LANG", "en_US.UTF-8");
        variables.put("TZ", ":UTC");
        switch (initialization) {
            case ON_DEMAND -> {
                variables.put("AWS_ACCESS_KEY_ID", access.accessKeyId());
                variables.put("AWS_SECRET_ACCESS_KEY", access.secretAccessKey());
                access.sessionToken().ifPresent(token -> variables.put("AWS_SESSION_TOKEN", token));
            }
            case SNAP_START -> variables.putAll(credentialsApi.variables());
        }
        return variables;
    }
}
