package dev.nightshift.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandFilterKey;
import software.amazon.awssdk.services.ssm.model.Target;

/// What the functions rely on in Run Command, asked by the real clients.
interface CommandsContract {
    String LIST_PAGE = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListCommands.html";

    World world();

    @Test
    default void aCommandIsListedWithItsDocumentItsTargetsAndHowItStands() {
        String id = sent("acme-reload").commandId();

        assertThat(listed()).singleElement().satisfies(command -> {
            assertThat(command.commandId()).isEqualTo(id);
            assertThat(command.documentName()).isEqualTo("acme-reload");
            assertThat(command.requestedDateTime()).isNotNull();
            assertThat(command.statusAsString()).isEqualTo("Success");
            assertThat(command.targets()).singleElement().satisfies(target -> {
                assertThat(target.key()).isEqualTo("tag:Service");
                assertThat(target.values()).containsExactly("shop");
            });
        });
    }

    @Test
    @MotoDiffers(how = "filters are not looked at", page = LIST_PAGE)
    default void commandsAreFoundByTheirDocumentAndSinceWhen() {
        sent("acme-reload");
        Command other = sent("acme-other");

        assertThat(listed(filter(CommandFilterKey.DOCUMENT_NAME, "acme-other")))
                .extracting(Command::commandId)
                .containsExactly(other.commandId());
        Instant later = other.requestedDateTime().plusSeconds(60);
        assertThat(listed(filter(CommandFilterKey.INVOKED_AFTER, later.toString())))
                .isEmpty();
    }

    private Command sent(String document) {
        return ssm().sendCommand(r -> r.documentName(document)
                        .targets(Target.builder()
                                .key("tag:Service")
                                .values("shop")
                                .build())
                        .maxConcurrency("1")
                        .maxErrors("0"))
                .command();
    }

    private List<Command> listed(CommandFilter... filters) {
        return ssm().listCommands(r -> r.filters(filters)).commands();
    }

    private static CommandFilter filter(CommandFilterKey key, String value) {
        return CommandFilter.builder().key(key).value(value).build();
    }

    private SsmClient ssm() {
        return world().clients().of(SsmClient::builder);
    }
}
