import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The codec of HttpCore on a socket of our own. */
public final class Codec {
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Socket socket = new Socket();
        socket.connect(
                new InetSocketAddress(InetAddress.getAllByName("localhost")[0], port), 10_000);
        var connection =
                new DefaultBHttpClientConnection(
                        Http1Config.custom()
                                .setMaxHeaderCount(200)
                                .setMaxLineLength(65_536)
                                .build());
        connection.bind(socket);
        var request = new BasicClassicHttpRequest("GET", "/x");
        request.addHeader("Host", "localhost:" + port);
        connection.sendRequestHeader(request);
        connection.flush();
        var answer = connection.receiveResponseHeader();
        connection.receiveResponseEntity(answer);
        EntityUtils.consume(answer.getEntity());
        connection.close();
        System.exit(answer.getCode() == 200 ? 0 : 3);
    }
}
