import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Apache HttpClient 5, classic, with a resolver of its own and everything automatic off. */
public final class Classic {
    public static void main(String[] arguments) throws Exception {
        DnsResolver names =
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        return InetAddress.getAllByName(host);
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                };
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.ofSeconds(10))
                                        .setSocketTimeout(Timeout.ofSeconds(30))
                                        .build())
                        .build();
        try (CloseableHttpClient client =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .build()) {
            int status =
                    client.execute(
                            new HttpGet("http://localhost:" + arguments[0] + "/x"),
                            answer -> {
                                EntityUtils.consume(answer.getEntity());
                                return answer.getCode();
                            });
            System.exit(status == 200 ? 0 : 3);
        }
    }
}
