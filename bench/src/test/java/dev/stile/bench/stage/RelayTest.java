package dev.stile.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

final class RelayTest {
    private static final Duration FAR = Duration.ofMillis(40);

    /** Milliseconds of two questions of one byte over one connection. */
    private static double[] asked(Duration roundTrip) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Relay relay = Relay.to(server.getLocalPort(), roundTrip);
                Socket near = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket far = server.accept()) {
            double[] taken = new double[2];
            for (int i = 0; i < taken.length; i++) {
                long began = System.nanoTime();
                near.getOutputStream().write(i);
                far.getOutputStream().write(far.getInputStream().read());
                assertThat(near.getInputStream().read()).isEqualTo(i);
                taken[i] = (System.nanoTime() - began) / 1e6;
            }
            return taken;
        }
    }

    @Test
    void aLineThatIsFarTakesItsRoundTripAndOneMoreForANewConnection() throws IOException {
        double[] taken = asked(FAR);
        assertThat(taken[0]).isGreaterThanOrEqualTo(2.0 * FAR.toMillis());
        assertThat(taken[1]).isGreaterThanOrEqualTo(FAR.toMillis());
    }

    @Test
    void aLineThatIsNearPassesEverything() throws IOException {
        assertThat(asked(Duration.ZERO)).hasSize(2);
    }
}
