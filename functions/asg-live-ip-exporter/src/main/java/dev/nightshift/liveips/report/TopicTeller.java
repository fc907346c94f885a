package dev.nightshift.liveips.report;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.act.Publication;
import dev.nightshift.liveips.act.Teller;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import java.util.List;
import java.util.function.Consumer;

/// Tells by the topic: one message for each output that has news.
public record TopicTeller(Consumer<Digest> topic, Occasion occasion, FunctionArn self) implements Teller {
    /// A dry run writes nothing over.
    @Override
    public void found(Output output, Destination destination, String generation) {
        if (!occasion.dryRun()) {
            send(Report.found(output, destination, generation, occasion, self));
        }
    }

    @Override
    public void tell(Publication publication) {
        send(Report.digest(List.of(new Outcome.Settled(publication)), occasion, self));
    }

    private void send(Digest digest) {
        try {
            topic.accept(digest);
        } catch (RuntimeException e) {
            throw new UnheardException(e);
        }
    }
}
