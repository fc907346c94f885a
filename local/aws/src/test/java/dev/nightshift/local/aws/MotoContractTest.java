package dev.nightshift.local.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/// The same contract against moto, when it is installed; `-Dnightshift.moto=required` makes its absence a failure.
@ExtendWith(MotoContractTest.KnownDifferences.class)
class MotoContractTest extends AwsContract {
    /// A known difference must still be one, else its note has to go.
    static final class KnownDifferences implements InvocationInterceptor {
        @Override
        public void interceptTestMethod(
                Invocation<Void> test, ReflectiveInvocationContext<Method> call, ExtensionContext context)
                throws Throwable {
            MotoDiffers known = call.getExecutable().getAnnotation(MotoDiffers.class);
            if (known == null) {
                test.proceed();
            } else {
                assertThatThrownBy(test::proceed)
                        .as("moto no longer differs (%s): remove the note", known.how())
                        .isInstanceOf(AssertionError.class);
            }
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> test, ReflectiveInvocationContext<Method> call, ExtensionContext context)
                throws Throwable {
            interceptTestMethod(test, call, context);
        }
    }

    private static Optional<MotoServer> server = Optional.empty();
    private static Optional<MotoWorld> world = Optional.empty();

    @BeforeAll
    static void startMoto() {
        server = MotoServer.start();
        assumeTrue(server.isPresent(), "there is no moto_server on the PATH");
        world = server.map(MotoServer::endpoint).map(MotoWorld::new);
    }

    @BeforeEach
    void empty() {
        server.orElseThrow().reset();
    }

    @AfterAll
    static void stopMoto() {
        world.ifPresent(MotoWorld::close);
        server.ifPresent(MotoServer::close);
    }

    @Override
    public World world() {
        return world.orElseThrow();
    }
}
