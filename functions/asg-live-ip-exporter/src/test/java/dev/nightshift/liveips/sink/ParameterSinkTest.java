package dev.nightshift.liveips.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.liveips.format.Form;
import dev.nightshift.liveips.format.Format;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.sink.Sink.Reading.Held;
import dev.nightshift.liveips.sink.Sink.Writing;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class ParameterSinkTest {
    private final LocalAws aws = LocalAws.start(InstantSource.fixed(Instant.parse("2026-11-20T17:00:00Z")));
    private final JsonApi ssm = new Clients(
                    Region.EU_CENTRAL_1,
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                    Optional.of(aws.endpoint()))
            .json("ssm", "AmazonSSM");
    private final Sink list = sink(Format.CSV);

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }

    private Sink sink(Format format) {
        return new ParameterSink(
                ssm, new Destination.Parameter("/live/shop", Form.of(format), false, Optional.empty()));
    }

    private Answer parameter() {
        return ssm.call("GetParameter", Map.of("Name", "/live/shop"));
    }

    @Test
    void aListIsAStringListAndIsReadBackAsItWasWritten() {
        assertThat(list.read()).isEqualTo(new Held(Optional.empty(), "0"));

        assertThat(list.write("10.0.0.1,10.0.0.2\n", "0")).isEqualTo(new Writing.Done());

        assertThat(parameter().text("Parameter", "Type")).isEqualTo("StringList");
        assertThat(parameter().text("Parameter", "Value")).isEqualTo("10.0.0.1,10.0.0.2");
        assertThat(list.read()).isEqualTo(new Held(Optional.of("10.0.0.1,10.0.0.2\n"), "1"));
    }

    @Test
    void anyOtherFormIsAString() {
        assertThat(sink(Format.NGINX).write("upstream shop {\n}\n", "0")).isEqualTo(new Writing.Done());

        assertThat(parameter().text("Parameter", "Type")).isEqualTo("String");
        assertThat(sink(Format.NGINX).read()).isEqualTo(new Held(Optional.of("upstream shop {\n}\n"), "1"));
    }

    @Test
    void theVersionInTheReplyTellsOfARace() {
        list.write("10.0.0.1\n", "0");

        assertThat(list.write("10.0.0.2\n", "0")).isEqualTo(new Writing.Raced());
        assertThat(list.write("10.0.0.2\n", "2")).isEqualTo(new Writing.Done());
    }

    @Test
    void whatAParameterCannotHoldIsRefusedBeforeTheCall() {
        assertThat(list.write("x".repeat(4_097), "0"))
                .isEqualTo(new Writing.Refused(
                        "4097 bytes are more than the 4096 of a parameter; advanced: true takes more"));
        assertThat(list.write("\n", "0"))
                .isEqualTo(new Writing.Refused(
                        "Parameter Store takes no empty value, and empty: does not say what to write"));
        assertThat(aws.calls().all()).isEmpty();
        assertThat(list.write("x".repeat(4_096), "0")).isEqualTo(new Writing.Done());
    }

    @ParameterizedTest
    @CsvSource({"CSV, '\n'", "PLAIN, ''"})
    void anEmptyListIsATextOfTheSettingsAndIsReadBackAsEmpty(Format format, String body) {
        Sink sink = new ParameterSink(
                ssm, new Destination.Parameter("/live/shop", Form.of(format), false, Optional.of("none")));

        assertThat(sink.write(body, "0")).isEqualTo(new Writing.Done());
        assertThat(parameter().text("Parameter", "Value")).isEqualTo("none");
        assertThat(sink.read()).isEqualTo(new Held(Optional.of(body), "1"));
    }

    @Test
    void anAdvancedParameterTakesTwiceAsMuch() {
        Sink sink = new ParameterSink(
                ssm, new Destination.Parameter("/live/shop", Form.of(Format.CSV), true, Optional.empty()));

        assertThat(sink.write("x".repeat(8_192), "0")).isEqualTo(new Writing.Done());
        assertThat(sink.write("x".repeat(8_193), "1"))
                .isEqualTo(new Writing.Refused("8193 bytes are more than the 8192 of a parameter"));
    }

    @Test
    void aLostReplyLooksLikeARaceAndIsObservedAgain() {
        aws.faults().on("ssm", "PutParameter").first(1).with(new Fault.ReplyLost());

        assertThat(list.write("10.0.0.1\n", "0")).isEqualTo(new Writing.Raced());
        assertThat(list.read()).isEqualTo(new Held(Optional.of("10.0.0.1\n"), "2"));
    }

    @Test
    void whatMayNotBeAskedIsSaidInAwssWords() {
        aws.faults().on("ssm", "GetParameter").with(new Fault.Refused(400, "AccessDeniedException", "no"));
        aws.faults().on("ssm", "PutParameter").with(new Fault.Refused(400, "AccessDeniedException", "no"));

        assertThat(list.read()).isEqualTo(new Sink.Reading.Unreadable("AccessDeniedException: no"));
        assertThat(list.write("10.0.0.1\n", "0")).isEqualTo(new Writing.Refused("AccessDeniedException: no"));
    }
}
