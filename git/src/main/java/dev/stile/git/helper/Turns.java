package dev.stile.git.helper;

import dev.stile.git.process.ChildWatch;

/**
 * Knows when it is upload-pack that is waited for, so that its silence can be told from git's. It
 * owes what it offers at its start, and an answer to each request; an answer ends with a flush
 * packet, and git asks again only once it took the whole of it. While git is slow to take an
 * answer, upload-pack is not to blame. Any thread may call.
 */
final class Turns {
    private static final int FLUSH = 4;

    private final ChildWatch watch;
    private boolean owed = true;
    private boolean asking;
    private boolean relaying;

    Turns(ChildWatch watch) {
        this.watch = watch;
        look();
    }

    /** A packet is being written to upload-pack. */
    synchronized void asking() {
        asking = true;
        look();
    }

    /**
     * It was taken.
     *
     * @param ended whether a request ended with it
     */
    synchronized void asked(boolean ended) {
        asking = false;
        owed |= ended;
        look();
    }

    /** Upload-pack gave so many bytes, which are now being written to git. */
    synchronized void relaying(byte[] bytes, int count) {
        relaying = true;
        owed = !endsWithFlush(bytes, count);
        look();
    }

    /** git took them. */
    synchronized void relayed() {
        relaying = false;
        look();
    }

    /** Whether upload-pack is waited for. */
    synchronized boolean isChilds() {
        return !relaying && (asking || owed);
    }

    /** Something moved: a wait that goes on begins anew. */
    private void look() {
        watch.end();
        if (isChilds()) {
            watch.begin();
        }
    }

    private static boolean endsWithFlush(byte[] bytes, int count) {
        for (int index = count - FLUSH; index < count; index++) {
            if (index < 0 || bytes[index] != '0') {
                return false;
            }
        }
        return true;
    }
}
