package dev.stile.flow.process.child;

import java.util.concurrent.ThreadFactory;

/**
 * Threads that serve pipes: a virtual thread that is blocked on one would hold its carrier. Their
 * stacks are small, for there are two a child.
 */
final class PipeThreads {
    private static final long STACK = 128L * 1024;

    private PipeThreads() {}

    static ThreadFactory named(String name) {
        return Thread.ofPlatform().daemon().stackSize(STACK).name(name).factory();
    }
}
