package dev.nightshift.local.ops;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.AwsSession;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.TextTable;
import dev.nightshift.rotator.RotationPlan;
import dev.nightshift.rotator.RotatorConfig;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/// Says which secrets are due when.
@Command(
        name = "rotate",
        description = {
            "Lists the secrets that parameter-store-rotator looks after, and when each is due.",
            "Works on the account and region that your AWS environment names; decrypts and changes nothing."
        })
final class RotateCommand implements Callable<Integer> {
    private static final String FUNCTION = RotatorConfig.NAME;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--plan",
            description = "Only list: rotations themselves are the function's (ops run " + FUNCTION + ").")
    private boolean plan;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Option(
            names = "--function",
            paramLabel = "NAME",
            description = "The deployed function's name: what it wrote last counts as a rotation; by default "
                    + "any nightshift-…-" + FUNCTION + ".")
    private String function = "-" + FUNCTION;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (!plan) {
            throw new ParameterException(
                    spec.commandLine(), "needs --plan; rotations themselves are the function's: ops run " + FUNCTION);
        }
        RotatorConfig config = Settings.read(settings.file().toString(), settings.tree(FUNCTION), RotatorConfig::from);
        List<RotationPlan.Row> rows = look(config);
        spec.commandLine().getOut().print(json ? json(rows) : text(rows, config));
        boolean refused = rows.stream().anyMatch(row -> row.due().isEmpty());
        return refused ? ExitStatus.FINDINGS : ExitStatus.FINE;
    }

    private List<RotationPlan.Row> look(RotatorConfig config) {
        Clients clients = AwsSession.find().clients(AwsAccess.endpointOfEnvironment());
        try {
            return RotationPlan.of(config, clients, function, Clock.systemUTC().instant());
        } catch (SdkException | IllegalStateException e) {
            throw AwsSession.failure(e);
        }
    }

    private static String text(List<RotationPlan.Row> rows, RotatorConfig config) {
        if (rows.isEmpty()) {
            return "Nothing below %s carries the tag %s.\n".formatted(String.join(", ", config.paths()), config.tag());
        }
        return TextTable.of(rows.stream()
                .map(row -> List.of(
                        row.parameter(),
                        row.strategy(),
                        row.due()
                                .map(due -> LOCAL.format(due.atZone(config.zone())))
                                .orElse("never"),
                        row.remark()))
                .toList());
    }

    private static String json(List<RotationPlan.Row> rows) {
        return Json.write(rows.stream()
                        .map(row -> {
                            Map<String, Object> tree = new LinkedHashMap<>();
                            tree.put("parameter", row.parameter());
                            tree.put("strategy", row.strategy());
                            tree.put("due", row.due().map(String::valueOf).orElse(null));
                            tree.put("remark", row.remark());
                            return tree;
                        })
                        .toList())
                + "\n";
    }
}
