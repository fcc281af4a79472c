package io.firstlight.model.vision.stem;

import io.firstlight.model.vision.EncoderPass;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.PartTensors;
import io.firstlight.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A training pass of a {@link StemEncoder} over tiles in parts, each part on one thread. Only the statistics of batch
 * normalisation and the gradients of parameters need all parts: threads meet once for each convolution, forward and
 * backward, and sums run over the parts in their order. The transformer after the stem goes by autograd, part by part.
 */
final class StemPass implements EncoderPass {
    private final StemEncoder encoder;
    private final List<StemUnit> units;
    private final int parts;
    /** Of each unit and part: the output of its convolution, and of this mean and variance. */
    private final List<List<Tensor>[]> convolved = new ArrayList<>();

    private final List<StemUnit.Statistics> statistics = new ArrayList<>();
    /** Of each unit and part: what its convolution reads, after the first unit the output of the unit before. */
    private final List<Tensor[]> inputs = new ArrayList<>();
    /** Of each part: the stem's output, and what the transformer makes of it, recorded by autograd. */
    private List<Tensor>[] transformed;

    private Tensor tokens;

    private StemPass(StemEncoder encoder, int parts) {
        this.encoder = encoder;
        this.parts = parts;
        units = encoder.units();
    }

    static StemPass forward(StemEncoder encoder, int parts, IntFunction<Tensor> pixels) {
        StemPass pass = new StemPass(encoder, parts);
        try (GradMode mode = GradMode.off()) {
            pass.forward(pixels);
        }
        return pass;
    }

    private void forward(IntFunction<Tensor> pixels) {
        for (int u = 0; u < units.size(); u++) {
            int unit = u;
            List<Tensor>[] made = PartTensors.each(parts, part -> {
                // Channels last in memory throughout.
                Tensor x = unit == 0 ? pixels.apply(part).permute(0, 3, 1, 2) : output(unit - 1, part);
                List<Tensor> all = new ArrayList<>(units.get(unit).convolve(x));
                all.add(x);
                return all;
            });
            inputs.add(column(made, 3));
            convolved.add(made);
            statistics.add(units.get(u).statistics(made));
        }
        transformed = PartTensors.each(parts, part -> {
            Tensor stem = output(units.size() - 1, part);
            Tensor leaf = stem.detach();
            leaf.set_requires_grad(true);
            try (GradMode mode = GradMode.on()) {
                return List.of(leaf, encoder.transform(leaf));
            }
        });
        inputs.add(column(transformed, 0));
        TensorVector all = new TensorVector();
        for (List<Tensor> part : transformed) {
            all.push_back(part.get(1).detach());
        }
        tokens = torch.cat(all, 0);
    }

    private static Tensor[] column(List<Tensor>[] parts, int column) {
        Tensor[] tensors = new Tensor[parts.length];
        for (int part = 0; part < parts.length; part++) {
            tensors[part] = parts[part].get(column);
        }
        return tensors;
    }

    /** The output of a unit for one part, in the scope of the part's thread. */
    private Tensor output(int unit, int part) {
        StemUnit own = units.get(unit);
        Tensor blockInput = own.isSecond() ? inputs.get(unit - 1)[part] : null;
        return own.normalize(convolved.get(unit)[part].get(0), statistics.get(unit), blockInput);
    }

    @Override
    public Tensor tokens() {
        return tokens;
    }

    @Override
    public void backward(Tensor gradient) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor[] gradients = backwardOfTransformer(gradient);
            // The gradient of a block's input that passes beside the block.
            Tensor[] beside = gradients;
            for (int u = units.size() - 1; u >= 0; u--) {
                beside = units.get(u).isSecond() ? gradients : beside;
                gradients = backwardOfUnit(u, gradients, beside);
            }
        }
    }

    /** Adds the gradients of the transformer's parameters; returns those of its inputs, of each part. */
    private Tensor[] backwardOfTransformer(Tensor gradient) {
        List<Tensor> trained = trainedOfTransformer();
        long[] begin = new long[parts + 1];
        for (int part = 0; part < parts; part++) {
            begin[part + 1] = begin[part] + transformed[part].get(1).size(0);
        }
        List<Tensor>[] found = PartTensors.each(parts, part -> {
            TensorVector wanted = new TensorVector(transformed[part].get(0));
            trained.forEach(wanted::push_back);
            TensorVector gradients = torch.grad(
                    new TensorVector(transformed[part].get(1)),
                    wanted,
                    new TensorVector(gradient.narrow(0, begin[part], begin[part + 1] - begin[part])),
                    new BoolOptional(false),
                    false,
                    false);
            List<Tensor> own = new ArrayList<>();
            for (long i = 0; i < gradients.size(); i++) {
                own.add(new Tensor(gradients.get(i)));
            }
            return own;
        });
        for (int i = 0; i < trained.size(); i++) {
            addInOrder(trained.get(i), found, i + 1);
        }
        return column(found, 0);
    }

    /** Parameters that train of all that comes after the stem. */
    private List<Tensor> trainedOfTransformer() {
        List<Tensor> trained = new ArrayList<>();
        encoder.parameters().byName().forEach((name, parameter) -> {
            boolean isOfStem = name.startsWith(StemParameters.STEM_PREFIX);
            if (name.startsWith(ImageEncoder.PREFIX) && !isOfStem && parameter.requires_grad()) {
                trained.add(parameter);
            }
        });
        return Collections.unmodifiableList(trained);
    }

    /**
     * Adds the gradients of a unit's parameters; returns those of its inputs, of each part, none for the first unit.
     *
     * @param gradients of its outputs
     * @param beside of the outputs of the block that the unit is in
     */
    private Tensor[] backwardOfUnit(int u, Tensor[] gradients, Tensor[] beside) {
        try (TensorScope scope = TensorScope.open()) {
            StemUnit unit = units.get(u);
            List<Tensor>[] ofConstants = PartTensors.each(
                    parts,
                    part -> unit.backwardOfConstants(
                            gradients[part],
                            inputs.get(u + 1)[part],
                            convolved.get(u)[part].get(0),
                            statistics.get(u)));
            Tensor products = sumInOrder(ofConstants, 1);
            Tensor sums = sumInOrder(ofConstants, 2);
            add(unit.norm("weight"), products);
            add(unit.norm("bias"), sums);
            List<Tensor> correction =
                    unit.correction(products, sums, statistics.get(u), StemUnit.positions(convolved.get(u)));
            boolean isFirstOfBlock = u + 1 < units.size() && units.get(u + 1).isSecond();
            List<Tensor>[] found = PartTensors.each(parts, part -> {
                List<Tensor> own = unit.backwardOfConvolution(
                        ofConstants[part].get(0),
                        convolved.get(u)[part].get(0),
                        correction,
                        inputs.get(u)[part],
                        u > 0);
                if (isFirstOfBlock) {
                    own.get(1).add_(beside[part]);
                }
                return own;
            });
            addInOrder(unit.weight(), found, 0);
            if (u == 0) {
                return new Tensor[0];
            }
            Tensor[] before = column(found, 1);
            Arrays.stream(before).forEach(scope::passOn);
            return before;
        }
    }

    private static Tensor sumInOrder(List<Tensor>[] parts, int index) {
        Tensor sum = parts[0].get(index).clone();
        for (int part = 1; part < parts.length; part++) {
            sum.add_(parts[part].get(index));
        }
        return sum;
    }

    private static void addInOrder(Tensor parameter, List<Tensor>[] parts, int index) {
        if (parameter.requires_grad()) {
            for (List<Tensor> part : parts) {
                parameter.grad().add_(part.get(index));
            }
        }
    }

    private static void add(Tensor parameter, Tensor gradient) {
        if (parameter.requires_grad()) {
            parameter.grad().add_(gradient);
        }
    }
}
