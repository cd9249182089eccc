package dev.stile.core.egress.wire;

/**
 * How large each part of an exchange may be, in bytes (TU-11).
 *
 * @param requestBody before it is sent
 * @param head of the answer, status line included
 * @param body of the answer, decompressed
 * @param ratio how many times its compressed size a body may be
 */
public record SizeLimits(int requestBody, int head, int body, int ratio) {
    private static final int MIB = 1 << 20;

    public static SizeLimits standard() {
        return new SizeLimits(32 * MIB, 64 * 1024, 32 * MIB, 100);
    }
}
