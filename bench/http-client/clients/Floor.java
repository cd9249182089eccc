import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The floor: a socket and nothing else. */
public final class Floor {
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        try (Socket socket = new Socket()) {
            InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
            socket.connect(new InetSocketAddress(loopback, port), 10_000);
            String request = "GET /x HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            System.exit(socket.getInputStream().readNBytes(40).length == 40 ? 0 : 3);
        }
    }
}
