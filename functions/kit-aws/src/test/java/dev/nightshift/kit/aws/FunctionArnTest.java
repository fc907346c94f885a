package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionArnTest {
    private final Context context = mock(Context.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda:eu-central-1:123456789012:function:stopper",
                "arn:aws-cn:lambda:eu-central-1:123456789012:function:stopper:live"
            })
    void accountRegionAndNameAreInTheArn(String arn) {
        when(context.getInvokedFunctionArn()).thenReturn(arn);

        assertThat(FunctionArn.of(context)).isEqualTo(new FunctionArn("123456789012", "eu-central-1", "stopper"));
    }

    @Test
    void anyOtherTextIsRefused() {
        when(context.getInvokedFunctionArn()).thenReturn("stopper");

        assertThatThrownBy(() -> FunctionArn.of(context))
                .hasMessage("invokedFunctionArn: \"stopper\": expected a Lambda function's ARN");
    }
}
