package dev.nightshift.local.ops.demo;

import dev.nightshift.kit.Environment;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.AutoScalingGroup;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.s3.S3Object;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.FunctionResult;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.site.FunctionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Plays the packaged asg-live-ip-exporter: a group that grows, a zone that fails, a page that cannot be read and a
/// write that is refused, with the files that readers have before and after each run.
final class LiveServers {
    static final String FUNCTION = LiveIpsConfig.NAME;

    private static final String REGION = "eu-central-1";
    private static final String BUCKET = "acme-live";
    private static final String NGINX = "live/shop.conf";
    private static final String HOSTS = "live/shop.hosts";
    private static final String SETTINGS = """
            {"zone": "Europe/Berlin", "dryRun": false, "outputs": {"shop": {"groups": ["shop-blue"], "publish": [
              {"to": "s3", "key": "live/shop.conf", "format": "nginx", "port": 8080},
              {"to": "s3", "key": "live/shop.hosts", "format": "hosts"}]}}}
            """;

    /// @param files the content of each file before and after, by key
    private record Scene(String title, String verdict, String report, Map<String, List<String>> files) {}

    private final Checkout checkout;
    private final Progress progress;
    private final LocalAws aws = LocalAws.start(InstantSource.system());
    private final Ec2 ec2 = aws.ec2(REGION);
    private final AutoScalingGroup group = aws.autoScaling(REGION).group("shop-blue");
    private final List<Scene> scenes = new ArrayList<>();

    LiveServers(Checkout checkout, Progress progress) {
        this.checkout = checkout;
        this.progress = progress;
    }

    /// Plays it to its end.
    ///
    /// @throws Failure when an invocation fails that should not
    Demo.Played play() throws IOException {
        Path settings = Files.createTempFile("nightshift-live-ips", ".json");
        try (aws;
                LambdaProcess process = new LambdaProcess(
                        function(Files.writeString(settings, SETTINGS)),
                        checkout.runtime(),
                        AwsAccess.local(REGION, LocalAws.DEFAULT_ACCOUNT),
                        // As a snapshot restores it: no keys in its environment.
                        Initialization.SNAP_START,
                        Optional.of(aws.endpoint()))) {
            play(process);
        } finally {
            Files.deleteIfExists(settings);
        }
        return new Demo.Played(text(), json());
    }

    private FunctionConfiguration function(Path settings) {
        aws.s3(REGION).bucket(BUCKET);
        return Functions.configuration(
                checkout,
                FunctionSite.Kind.ASG_LIVE_IP_EXPORTER,
                settings,
                Map.of(Environment.TOPIC_ARN, aws.sns(REGION).topic("nightshift-reports"), Environment.BUCKET, BUCKET));
    }

    private void play(LambdaProcess process) throws IOException {
        Instance first = server("a");
        Instance second = server("b");
        group.serving(first, second);
        scene(process, "Two servers, and nothing published yet");

        group.serving(server("a")).with(server("b"), "Pending", "Healthy");
        scene(process, "Scale-out, told by the queue: a third server serves, a fourth is still coming up", launched());

        second.terminate();
        aws.faults()
                .on("ec2", "DescribeInstances")
                .where(asked -> !asked.containsKey("InstanceId.1") || asked.containsValue(second.id()))
                .with(Fault.internalError());
        first.terminate();
        failing(process, "Zone b does not answer, and a server has ended in each zone");

        aws.faults().clear();
        aws.faults().on("autoscaling", "DescribeAutoScalingGroups").with(new Fault.Throttled());
        failing(process, "A page of groups cannot be read, and EC2 alone says who has ended");

        aws.faults().clear();
        group.serving(server("a"));
        aws.faults()
                .on("s3", "PutObject")
                .where(asked -> HOSTS.equals(asked.get("Key")))
                .with(new Fault.Refused(403, "AccessDenied", "Access Denied"));
        scene(process, "All answer again, and one of the two files may not be written");

        aws.faults().clear();
        scene(process, "It may be written again");
    }

    private Instance server(String zone) {
        return ec2.launch("m7g.large").zone(REGION + zone);
    }

    private void scene(LambdaProcess process, String title) throws IOException {
        scene(process, title, scheduled());
    }

    private void scene(LambdaProcess process, String title, String event) throws IOException {
        progress.show(title);
        Map<String, String> before = files();
        switch (process.invoke(event)) {
            case Outcome.Returned(String payload) -> {
                FunctionResult result = FunctionResult.read(payload);
                add(title, result.verdict(), result.text(), before);
            }
            case Outcome.Failed(String type, String message, List<String> trace) ->
                throw new Failure("the run failed: " + type + ": " + message);
        }
    }

    private void failing(LambdaProcess process, String title) throws IOException {
        progress.show(title);
        Map<String, String> before = files();
        if (!(process.invoke(scheduled()) instanceof Outcome.Failed(String type, String message, List<String> trace))) {
            throw new Failure("the run should have failed");
        }
        add(title, "the run fails once, so that its alarm goes off", message, before);
    }

    private String scheduled() throws IOException {
        return Files.readString(checkout.event(FUNCTION, "manual"));
    }

    /// What the queue delivers of a launch just now.
    private String launched() throws IOException {
        return Files.readString(checkout.event(FUNCTION, "launch-batch"))
                .replace("2026-11-22T11:59:00Z", Instant.now().toString());
    }

    private void add(String title, String verdict, String report, Map<String, String> before) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        files().forEach((key, after) -> files.put(key, List.of(before.getOrDefault(key, ""), after)));
        scenes.add(new Scene(title, verdict, report, files));
    }

    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String key : List.of(NGINX, HOSTS)) {
            files.put(
                    key,
                    aws.s3(REGION)
                            .bucket(BUCKET)
                            .object(key)
                            .map(S3Object::text)
                            .orElse(""));
        }
        return files;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (Scene scene : scenes) {
            text.append("\n== ").append(scene.title()).append("\n\n");
            text.append(scene.report().indent(2)).append('\n');
            scene.files().forEach((key, contents) -> {
                String after = contents.getLast();
                boolean unchanged = contents.getFirst().equals(after);
                text.append("  ").append(key).append(unchanged ? ", as before:\n" : ", before and after:\n");
                if (!unchanged) {
                    text.append(quoted("- ", contents.getFirst()));
                }
                text.append(quoted(unchanged ? "  " : "+ ", after));
            });
        }
        return text.toString();
    }

    private static String quoted(String mark, String content) {
        return content.lines().map(line -> "    " + mark + line + "\n").collect(Collectors.joining());
    }

    private Object json() {
        return scenes.stream()
                .map(scene -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("title", scene.title());
                    json.put("verdict", scene.verdict());
                    json.put("files", scene.files());
                    return json;
                })
                .toList();
    }
}
