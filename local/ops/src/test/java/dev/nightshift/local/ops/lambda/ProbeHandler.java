package dev.nightshift.local.ops.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;

/// A function that does what the event says, for the tests of the runtime.
public final class ProbeHandler implements RequestStreamHandler {
    private int invocations;

    /// Refuses to come up when it is told to.
    public ProbeHandler() {
        if (System.getenv("REFUSE") != null) {
            throw new IllegalStateException("refused to come up");
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        invocations++;
        String answer = switch (event) {
            case "\"count\"" -> Integer.toString(invocations);
            case "\"environment\"" -> json(new TreeMap<>(System.getenv()));
            case "\"context\"" ->
                json(new TreeMap<>(Map.of(
                        "arn", context.getInvokedFunctionArn(),
                        "zone", TimeZone.getDefault().getID(),
                        "hasTime", Boolean.toString(context.getRemainingTimeInMillis() > 0))));
            case "\"throw\"" -> throw new IllegalArgumentException("not this one");
            case "\"exit\"" -> {
                System.out.println("last words");
                Runtime.getRuntime().halt(7);
                yield "";
            }
            case "\"hang\"" -> {
                while (true) {
                    Thread.onSpinWait();
                }
            }
            default -> event;
        };
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Map<String, String> values) {
        List<String> entries = new ArrayList<>();
        values.forEach((key, value) -> entries.add("\"" + key + "\":\"" + value.replace("\"", "\\\"") + "\""));
        return "{" + String.join(",", entries) + "}";
    }
}
