package dev.stile.git.helper;

import dev.stile.git.remote.SessionFacts;

import java.util.Optional;
import java.util.regex.Pattern;

/** What is noticed of a session while it runs. Any thread may call. */
final class SessionNotes {
    private static final String AGENT = "agent=";
    private static final Pattern AGENT_NAME = Pattern.compile("git/[0-9A-Za-z.+-]{1,40}");

    private String command = "list";
    private Optional<String> git = Optional.empty();
    private long wants;
    private long bytes;

    synchronized void command(String name) {
        command = name;
    }

    /** What git says it is; anything else in its place is not kept. */
    synchronized void git(String name) {
        if (AGENT_NAME.matcher(name).matches()) {
            git = Optional.of(name);
        }
    }

    /** Looks at a packet that git sends to upload-pack. */
    void request(Packet packet) {
        if (packet.startsWith("want ")) {
            want();
        } else if (packet.startsWith(AGENT)) {
            git(packet.text().substring(AGENT.length()));
        }
    }

    private synchronized void want() {
        wants++;
    }

    synchronized void served(int count) {
        bytes += count;
    }

    synchronized SessionFacts facts() {
        return new SessionFacts(command, git, wants, bytes);
    }
}
