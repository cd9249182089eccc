package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;

/** How much memory a helper may take. */
final class Memory {
    private static final int LARGE = 10_000;
    private static final int OF_MANY = 512;
    private static final int OF_FEW = 256;

    private Memory() {}

    /** The row of one reading. */
    static Row row(String name, int size, double mebibytes) {
        Samples samples = new Samples(name, size, Unit.MEBIBYTES);
        samples.take(mebibytes);
        return samples.row(new Must.Bound(size > LARGE ? OF_MANY : OF_FEW));
    }
}
