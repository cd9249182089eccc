package dev.stile.bench.flow;

import dev.stile.bench.stage.CommandFailed;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends signed deliveries at a fixed rate, whether the earlier ones were answered or not, and notes
 * how long after its planned time each was answered.
 *
 * @param address of a receiver
 * @param secret that proves them
 */
record HookSender(URI address, String secret) {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** The receiver takes 256 connections. What waits for one waits since its planned time. */
    private static final int MOST_UNDER_WAY = 200;

    /** Milliseconds of each. Fails if one is answered by anything but 200. */
    List<Double> send(int count, int rate, String round) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
            List<CompletableFuture<Double>> answers = new ArrayList<>(count);
            long began = System.nanoTime();
            for (int i = 0; i < count; i++) {
                HttpRequest request = request(round + "-" + i);
                long planned = began + (long) (i * 1e9 / rate);
                underWay.acquire();
                while (System.nanoTime() < planned) {
                    LockSupport.parkNanos(planned - System.nanoTime());
                }
                answers.add(
                        client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                                .thenApply(answer -> taken(answer, planned))
                                .whenComplete((taken, failure) -> underWay.release()));
            }
            return answers.stream().map(CompletableFuture::join).toList();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        } catch (CompletionException failed) {
            throw new CommandFailed("a delivery: " + failed.getCause());
        }
    }

    private static double taken(HttpResponse<String> answer, long planned) {
        if (answer.statusCode() != 200) {
            throw new CommandFailed("answered by " + answer.statusCode() + " " + answer.body());
        }
        return (System.nanoTime() - planned) / 1e6;
    }

    private HttpRequest request(String id) {
        String body =
                "{\"action\":\"opened\",\"issue\":{\"number\":7,\"title\":\""
                        + "water rises ".repeat(35)
                        + "\"},\"id\":\""
                        + id
                        + "\"}";
        return HttpRequest.newBuilder(address)
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "issues")
                .header("X-GitHub-Delivery", id)
                .header("X-Hub-Signature-256", "sha256=" + signature(body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HMAC", missing);
        }
    }
}
