package dev.stile.cli.wiring;

import dev.stile.core.policy.Subject;
import dev.stile.core.store.Home;
import dev.stile.core.time.OffsetTime;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a process finds around itself.
 *
 * @param environment variables
 * @param userHome the user's own folder
 * @param folder where it was started
 * @param account name of the user
 * @param clock the time
 * @param nanos the monotonic clock, as {@link System#nanoTime()} counts
 * @param version of Stile, read when it is needed
 */
public record Surroundings(
        Map<String, String> environment,
        Path userHome,
        Path folder,
        String account,
        Clock clock,
        LongSupplier nanos,
        Supplier<String> version) {
    /** With the monotonic clock of the machine. */
    public Surroundings(
            Map<String, String> environment,
            Path userHome,
            Path folder,
            String account,
            Clock clock,
            Supplier<String> version) {
        this(environment, userHome, folder, account, clock, System::nanoTime, version);
    }

    /** Those of this process. */
    public static Surroundings ofProcess(Supplier<String> version) {
        Map<String, String> environment = System.getenv();
        // As git and the shell see it; the JDK asks the system's list of users instead.
        String home = environment.getOrDefault("HOME", "");
        Surroundings real =
                new Surroundings(
                        environment,
                        Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home),
                        Path.of("").toAbsolutePath(),
                        System.getProperty("user.name", "unknown"),
                        Clock.systemUTC(),
                        version);
        // What moves the time is not loaded where nothing is tested.
        return "1".equals(environment.get("STILE_TESTING")) ? real.inOffsetTime() : real;
    }

    private Surroundings inOffsetTime() {
        OffsetTime time = OffsetTime.of(environment, clock, nanos);
        return new Surroundings(
                environment, userHome, folder, account, time.clock(), time::nanos, version);
    }

    /** The folder of what is kept for this user. */
    public Home home() {
        return Home.of(environment, userHome);
    }

    /** Who acts. */
    public Subject subject() {
        return Subject.ofProcess(environment, account);
    }

    /** A new random text of 32 hex digits. */
    public static String newKey() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
