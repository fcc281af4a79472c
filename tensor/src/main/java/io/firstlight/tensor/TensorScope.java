package io.firstlight.tensor;

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

    @Override
    public void close() {
        scope.close();
    }
}
