import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** java.net.http, with {@link Resolver} found as the resolver of the whole process. */
public final class Jdk {
    public static void main(String[] arguments) throws Exception {
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(Duration.ofSeconds(10))
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build();
        URI address = URI.create("http://localhost:" + arguments[0] + "/x");
        HttpResponse<byte[]> answer =
                client.send(
                        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        System.exit(answer.statusCode() == 200 ? 0 : 3);
    }
}
