package dev.stile.simulator.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets through so many bytes a second, a twentieth of them at a time and at least one. */
final class SlowOutputStream extends OutputStream {
    private final OutputStream out;
    private final int portion;
    private final long pauseNanos;
    private final CountDownLatch stopping;

    SlowOutputStream(OutputStream out, int bytesPerSecond, CountDownLatch stopping) {
        this.out = out;
        this.portion = Math.max(1, bytesPerSecond / 20);
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) * portion / Math.max(1, bytesPerSecond);
        this.stopping = stopping;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = offset; at < offset + length; at += portion) {
            out.write(bytes, at, Math.min(portion, offset + length - at));
            out.flush();
            pause();
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    private void pause() throws IOException {
        try {
            if (stopping.await(pauseNanos, TimeUnit.NANOSECONDS)) {
                throw new IOException("the listener stops");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
