import org.eclipse.jetty.client.HttpClient;

/** Jetty's client. */
public final class Jetty {
    public static void main(String[] arguments) throws Exception {
        HttpClient client = new HttpClient();
        client.setFollowRedirects(false);
        client.start();
        int status = client.GET("http://localhost:" + arguments[0] + "/x").getStatus();
        System.exit(status == 200 ? 0 : 3);
    }
}
