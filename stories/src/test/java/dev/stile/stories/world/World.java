package dev.stile.stories.world;

import java.util.List;

/** A tracker that answers on loopback, with a log of what it was asked. */
public interface World extends AutoCloseable {
    /** A new project with records of these titles. */
    TrackerProject newProject(String... titles);

    /** The connector's slug. */
    String connector();

    /** What is typed after {@code --set}. */
    String setting();

    /** The secret that {@code token} refers to. */
    String token();

    /** Requests since {@link #forgetRequests()}, each as {@code GET /path}. */
    List<String> requests();

    void forgetRequests();

    /** From now on the tracker takes each create and its answer never arrives. */
    void loseAnswersToCreates();

    /** Answers arrive again. */
    void loseNothing();

    /** The most requests that the push of one edited line may take. */
    int requestsOfAPush();

    /** A status that a new record can be given. */
    default String anotherStatus() {
        return "In Progress";
    }

    default List<String> writes() {
        return requests().stream().filter(request -> !request.startsWith("GET ")).toList();
    }

    @Override
    void close();
}
