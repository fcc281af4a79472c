package io.firstlight.tensor;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.FileFaults;
import io.firstlight.core.text.Quantities;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads libtorch, sets its threads, and says what was loaded. */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    static final String LOAD_LOCK = "firstlight-load.lock";
    private static final long NATIVES_BYTES = 1L << 30;
    private static final String OTHER_CACHE =
            "Set -Dorg.bytedeco.javacpp.cachedir=DIR (FIRSTLIGHT_NATIVE_CACHE=DIR with the launcher) to a directory"
                    + " with 2 GB of free space.";
    private static boolean loaded;
    private static volatile Consumer<String> notices = LOG::info;

    private Engine() {}

    /** Who is told, in a sentence each, what loading does beyond loading: that it unpacks or repairs libraries. */
    public static void tell(Consumer<String> listener) {
        notices = listener;
    }

    /**
     * What was loaded.
     *
     * @param libtorchVersion such as 2.10.0
     * @param mathLibrary the BLAS that matrix products run on: MKL or OpenBLAS
     * @param computeThreads threads that parts of a computation may use from the calling thread
     * @param cpuCapability the vector instructions that libtorch's kernels use, such as AVX2 or AVX512
     * @param precision number format of training, with its reason
     */
    public record EngineDescription(
            String libtorchVersion, String mathLibrary, int computeThreads, String cpuCapability, String precision) {}

    /**
     * How many threads {@link ParallelParts} may use when called from this thread; each worker of an executor sets its
     * own. An operator always runs on the thread that calls it, so the number changes no result.
     *
     * <p>From then on this thread flushes denormal numbers to 0, which libtorch needs for its speed. It applies to
     * Java's arithmetic too, so call {@link #keepDenormals} before code that needs denormal numbers.
     */
    public static void setComputeThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("compute threads must be at least 1, found " + threads);
        }
        load();
        // OpenMP keeps the number for each calling thread.
        torch.set_num_threads(1);
        Context.setFlushDenormal(true);
        ComputeThreads.set(threads);
    }

    /**
     * Stops flushing denormal numbers on this thread. Java2D's gradients need them: it puts two stops at one offset
     * {@link Float#MIN_VALUE} apart, and refuses to draw them where that is flushed to 0.
     */
    public static synchronized void keepDenormals() {
        if (loaded) {
            Context.setFlushDenormal(false);
        }
    }

    /**
     * One process at a time: of two that unpacked libtorch and MKL into one empty cache, one was seen to run without
     * MKL's threads, at a fifth of its speed and without any message (docs/LOG.md).
     */
    private static synchronized void load() {
        if (loaded) {
            return;
        }
        Path cache = Path.of(nativeCacheDirectory());
        if (!Files.isWritable(cache)) {
            // Nobody unpacks into a cache that cannot be written to.
            loadNatives(cache);
            loaded = true;
            return;
        }
        try (FileChannel channel = FileChannel.open(
                        cache.resolve(LOAD_LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            loadNatives(cache);
        } catch (IOException e) {
            LOG.warn(
                    "cannot lock JavaCPP's cache {} ({}); at the very first start, start no second Firstlight "
                            + "before this one trains",
                    cache,
                    e.getMessage());
            loadNatives(cache);
        }
        loaded = true;
    }

    private static void loadNatives(Path cache) {
        try {
            NativeCache natives = nativeCache(cache);
            if (natives.isNew()) {
                notices.accept("unpacking the native libraries into " + cache + ", about 1 GB, once");
            }
            natives.check().forEach(notices);
            Loader.load(torch.class);
            mathLibrary();
            // What was unpacked just now is read once, so that the next start need not.
            natives.check().forEach(notices);
        } catch (IOException e) {
            throw new UserException(
                    "cannot check the native libraries in " + cache + ": " + FileFaults.reason(e, cache) + ". "
                            + OTHER_CACHE,
                    e);
        } catch (UnsatisfiedLinkError e) {
            if (cache.toFile().getUsableSpace() > NATIVES_BYTES) {
                throw e;
            }
            throw new UserException(
                    "cannot unpack the native libraries into " + cache + ", whose disk has "
                            + Quantities.bytes(cache.toFile().getUsableSpace()) + " left. Free some, or else: "
                            + OTHER_CACHE,
                    e);
        }
    }

    private static NativeCache nativeCache(Path cache) {
        return new NativeCache(cache, NativeCache.jarsOf(System.getProperty("java.class.path")));
    }

    /** Makes the next start of any process read all native libraries, however unchanged they look. */
    public static void checkNativesAnew() throws IOException {
        nativeCache(Path.of(nativeCacheDirectory())).forget();
    }

    public static EngineDescription describe() {
        load();
        String capability = torch.get_cpu_capability().getString();
        return new EngineDescription(
                version(), mathLibrary(), ComputeThreads.countOfThread(), capability, precision(capability));
    }

    /** The directories where JavaCPP unpacked the natives, for messages about disk space and permissions. */
    public static String nativeCacheDirectory() {
        try {
            return Loader.getCacheDir().toString();
        } catch (IOException e) {
            throw new UserException(
                    "cannot use JavaCPP's cache for native libraries: " + e.getMessage() + ". " + OTHER_CACHE, e);
        }
    }

    private static String version() {
        // libtorch exports no version to Java; the presets' own is "libtorch-javacpp".
        String presets = torch.class.getPackage().getImplementationVersion();
        return presets == null ? "unknown" : presets.split("-")[0];
    }

    private static String mathLibrary() {
        // The presets route openblas to the library named by this property, which must be set before the first call.
        String chosen = System.getProperty("org.bytedeco.openblas.load", "");
        if (!chosen.toLowerCase(Locale.ROOT).contains("mkl")) {
            return "OpenBLAS";
        }
        try {
            Class<?> mkl = Class.forName("org.bytedeco.mkl.global.mkl_rt");
            Loader.load(mkl);
            return "MKL";
        } catch (ClassNotFoundException | UnsatisfiedLinkError e) {
            return "OpenBLAS (MKL was asked for but did not load: " + e.getMessage() + ")";
        }
    }

    private static String precision(String capability) {
        return "float32 (a CPU " + (capability.contains("AVX512") ? "with " : "without AVX-512, ") + capability
                + "; bfloat16 training is for GPUs here)";
    }
}
