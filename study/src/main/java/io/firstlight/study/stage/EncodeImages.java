package io.firstlight.study.stage;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.study.settings.ImageEncoderShape;
import io.firstlight.study.training.DataChecks;
import io.firstlight.study.training.DataNeed;
import io.firstlight.study.training.StageData;
import io.firstlight.study.training.StageFiles;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.ModelWork;
import io.firstlight.study.work.Operations;
import io.firstlight.study.work.StageWork;
import io.firstlight.study.work.Work;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Computes the features of a frozen image encoder once, for every recipe that reads them.
 *
 * @param shape of the encoder that is the input
 * @param imageSets sources and benchmarks whose images are encoded, in order
 * @param floors what the features are worth without a language model is measured on
 */
@JsonTypeName("encode_images")
public record EncodeImages(ImageEncoderShape shape, List<String> imageSets, Floors floors) implements StageSpec {
    /** What a study calls it. */
    public static final String NAME = "image_features";

    private static final int BYTES_A_VALUE = 2;

    /**
     * What the nearest-neighbour floors are computed from.
     *
     * @param benchmarks names of the benchmarks whose questions are answered
     * @param captions name of the source whose captioned images answer them
     */
    public record Floors(@KeyOfBenchmarks List<String> benchmarks, String captions) {
        public Floors {
            benchmarks = List.copyOf(benchmarks);
        }
    }

    public EncodeImages {
        imageSets = List.copyOf(imageSets);
    }

    /** The sets that are encoded, each once; a benchmark may have text tasks alone. */
    List<String> distinctSets(Catalog catalog) {
        return catalog.distinctImages(imageSets.stream()
                .filter(set -> !catalog.hasBenchmark(set)
                        || catalog.benchmark(set).images().isPresent())
                .toList());
    }

    private record ImageSetsNeed(EncodeImages spec) implements DataNeed {
        @Override
        public void require(StageData data, DataChecks checks) {
            for (String set : spec.distinctSets(data.catalog())) {
                ImageArchive archive = data.archive(set);
                checks.requireImages(archive, set, archive.keys());
            }
        }
    }

    @Override
    public InputRoles inputRoles() {
        return new InputRoles(Set.of(StageRole.DATA, StageRole.IMAGE_ENCODER), Set.of());
    }

    @Override
    public List<DataNeed> dataNeeds() {
        return List.of(new ImageSetsNeed(this));
    }

    @Override
    public boolean computesTensors() {
        return true;
    }

    @Override
    public StageWork work(DataFacts facts) {
        double visualTokens = imageSets.stream()
                .mapToDouble(set -> facts.images(set) * Operations.visualTokens(shape.config(), facts.meanSquares(set)))
                .sum();
        double flops = visualTokens * shape.config().operationsPerVisualToken();
        long tokens = Math.round(visualTokens);
        return new StageWork(
                new Work(tokens, flops, shape.toString()),
                ModelWork.BASE_BYTES,
                tokens * shape.config().width() * BYTES_A_VALUE);
    }

    @Override
    public double matrixProductShare() {
        return 0.63;
    }

    @Override
    public boolean isOutput(String path) {
        return path.equals(StageFiles.FLOORS)
                || imageSets.stream().anyMatch(imageSet -> path.equals(StageData.featureFileName(imageSet)));
    }

    /** Evaluations hold a copy of the floors. */
    @Override
    public boolean isReported(String path) {
        return false;
    }

    @Override
    public void run(StageContext context) throws IOException {
        EncodeImagesBody.run(this, context);
    }
}
