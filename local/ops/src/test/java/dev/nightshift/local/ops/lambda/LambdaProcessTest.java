package dev.nightshift.local.ops.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaProcessTest {
    private static final AwsAccess ACCESS = AwsAccess.local("eu-central-1", "123456789012");

    @TempDir
    private static Path directory;

    private static Path archive = Path.of("");

    @BeforeAll
    static void packTheProbe() throws IOException {
        archive = directory.resolve("probe.zip");
        String entry = ProbeHandler.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file);
                InputStream handler = ProbeHandler.class.getResourceAsStream("ProbeHandler.class")) {
            zip.putNextEntry(new ZipEntry(entry));
            Objects.requireNonNull(handler).transferTo(zip);
        }
    }

    @Test
    void oneProcessAnswersEventAfterEventAlsoAfterOneThatThrew() throws IOException {
        try (LambdaProcess process = start(Map.of(), Duration.ofSeconds(30), Initialization.ON_DEMAND)) {
            assertThat(process.invoke("\"count\"")).isEqualTo(new Outcome.Returned("1"));
            assertThat(process.invoke("\"throw\"")).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.errorType()).isEqualTo("java.lang.IllegalArgumentException");
                assertThat(failed.errorMessage()).isEqualTo("not this one");
                assertThat(failed.stackTrace()).first().asString().contains("ProbeHandler");
            });
            assertThat(process.invoke("\"count\"")).isEqualTo(new Outcome.Returned("3"));
            assertThat(process.invoke("\"context\""))
                    .isEqualTo(
                            new Outcome.Returned("{\"arn\":\"arn:aws:lambda:eu-central-1:123456789012:function:probe\","
                                    + "\"hasTime\":\"true\",\"zone\":\"UTC\"}"));
        }
    }

    @Test
    void theEnvironmentIsWhatLambdaSetsAndNothingElse() throws IOException {
        try (LambdaProcess process = start(Map.of("MINE", "1"), Duration.ofSeconds(30), Initialization.ON_DEMAND)) {
            assertThat(environment(process))
                    .containsOnlyKeys(
                            "AWS_ACCESS_KEY_ID",
                            "AWS_DEFAULT_REGION",
                            "AWS_EXECUTION_ENV",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                            "AWS_LAMBDA_FUNCTION_NAME",
                            "AWS_LAMBDA_FUNCTION_VERSION",
                            "AWS_LAMBDA_INITIALIZATION_TYPE",
                            "AWS_LAMBDA_LOG_FORMAT",
                            "AWS_LAMBDA_LOG_GROUP_NAME",
                            "AWS_LAMBDA_LOG_LEVEL",
                            "AWS_LAMBDA_LOG_STREAM_NAME",
                            "AWS_LAMBDA_RUNTIME_API",
                            "AWS_REGION",
                            "AWS_SECRET_ACCESS_KEY",
                            "AWS_SESSION_TOKEN",
                            "LAMBDA_TASK_ROOT",
                            "LANG",
                            "MINE",
                            "TZ",
                            "_HANDLER")
                    .containsEntry("AWS_LAMBDA_LOG_FORMAT", "JSON")
                    .containsEntry("_HANDLER", ProbeHandler.class.getName());
        }
    }

    @Test
    void aFunctionRestoredFromASnapshotFindsNoKeysInItsEnvironment() throws IOException {
        try (LambdaProcess process = start(Map.of(), Duration.ofSeconds(30), Initialization.SNAP_START)) {
            assertThat(environment(process))
                    .containsKeys("AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN")
                    .doesNotContainKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");
        }
    }

    @Test
    void aConstructorThatThrowsIsTheAnswerToTheFirstEvent() throws IOException {
        try (LambdaProcess process = start(Map.of("REFUSE", "1"), Duration.ofSeconds(30), Initialization.ON_DEMAND)) {
            assertThat(process.invoke("\"count\"")).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.errorType()).isEqualTo("java.lang.IllegalStateException");
                assertThat(failed.errorMessage()).isEqualTo("refused to come up");
            });
        }
    }

    @Test
    void aProcessThatDiesLeavesItsStatusAndItsLastWords() throws IOException {
        try (LambdaProcess process = start(Map.of(), Duration.ofSeconds(30), Initialization.ON_DEMAND)) {
            Outcome.Failed died =
                    new Outcome.Failed("Runtime.ExitError", "Runtime exited with status 7", List.of("last words"));
            assertThat(process.invoke("\"exit\"")).isEqualTo(died);
            assertThat(process.invoke("\"count\"")).isEqualTo(died);
        }
    }

    @Test
    void anEventThatTakesTooLongEndsTheProcess() throws IOException {
        try (LambdaProcess process = start(Map.of(), Duration.ofMillis(300), Initialization.ON_DEMAND)) {
            assertThat(process.invoke("\"hang\""))
                    .isEqualTo(new Outcome.Failed("Sandbox.Timedout", "Task timed out after 0.30 seconds", List.of()));
            ProcessHandle.of(process.pid()).ifPresent(handle -> handle.onExit().join());
            assertThat(ProcessHandle.of(process.pid())).isEmpty();
        }
    }

    private static Map<String, Object> environment(LambdaProcess process) throws IOException {
        return switch (process.invoke("\"environment\"")) {
            case Outcome.Returned(String payload) -> withoutSetClock(JSON.std.mapFrom(payload));
            case Outcome.Failed failed -> throw new AssertionError(failed + "\n" + process.printed());
        };
    }

    private static Map<String, Object> withoutSetClock(Map<String, Object> environment) {
        if (System.getProperty("nightshift.at") != null) {
            environment.keySet().removeIf(name -> name.matches("FAKETIME.*|LD_PRELOAD"));
        }
        return environment;
    }

    private static LambdaProcess start(Map<String, String> variables, Duration timeout, Initialization initialization)
            throws IOException {
        FunctionConfiguration function =
                new FunctionConfiguration("probe", archive, ProbeHandler.class.getName(), 256, timeout, variables);
        return new LambdaProcess(function, Checkout.current().runtime(), ACCESS, initialization, Optional.empty());
    }
}
