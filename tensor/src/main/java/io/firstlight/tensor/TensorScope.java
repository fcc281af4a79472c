package io.firstlight.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Owns every native object made on this thread while it is the innermost open scope, and frees them when it closes. One
 * for each step, evaluation batch and load, always in try-with-resources. Functions take tensors and return tensors
 * into the caller's scope. Thread-confined: a scope does not see what other threads make.
 */
public final class TensorScope implements AutoCloseable {
    private final PointerScope enclosing = PointerScope.getInnerScope();
    private final PointerScope scope = new PointerScope();

    private TensorScope() {}

    public static TensorScope open() {
        return new TensorScope();
    }

    /**
     * Lets {@code pointer} outlive this scope; its new owner closes it. (Not {@code PointerScope.detach}, which frees a
     * pointer whose only reference is the scope's.)
     */
    public <P extends Pointer> P keep(P pointer) {
        pointer.retainReference();
        return pointer;
    }

    /**
     * Moves {@code pointer} to the enclosing scope, so that a function can free its temporaries and return its result.
     */
    public <P extends Pointer> P passOn(P pointer) {
        enclosing.attach(pointer);
        return pointer;
    }

    /**
     * Runs {@code maker}, whose threads collect pointers that they keep, and moves those to the innermost scope of the
     * calling thread, also if it throws.
     */
    static void handOver(Consumer<List<Pointer>> maker) {
        List<Pointer> collected = new ArrayList<>();
        try {
            maker.accept(collected);
        } finally {
            PointerScope own = PointerScope.getInnerScope();
            for (Pointer pointer : collected) {
                own.attach(pointer);
                pointer.releaseReference();
            }
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
