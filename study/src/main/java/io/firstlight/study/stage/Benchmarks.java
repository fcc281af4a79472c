package io.firstlight.study.stage;

import io.firstlight.core.error.UserException;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.study.training.StageData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What a study's models are evaluated on: tasks and items of one or more benchmarks of its data. A task of a name that
 * several benchmarks have is named {@code BENCHMARK.TASK}; items of one image belong together only if the images are of
 * the same set.
 *
 * @param each in the order of the study file
 */
public record Benchmarks(List<Named> each) {
    /**
     * One benchmark.
     *
     * @param name in the catalog
     * @param imageSet the name under which the catalog has its images first; empty for a benchmark without images
     * @param set its tasks and items, under names that differ from those of the other benchmarks
     */
    public record Named(String name, Optional<String> imageSet, EvaluationSet set) {
        private boolean hasTask(String task) {
            return set.tasks().stream().map(EvaluationTask::name).anyMatch(task::equals);
        }
    }

    public Benchmarks {
        each = List.copyOf(each);
    }

    /**
     * Reads and checks the benchmarks; every item has its image.
     *
     * @throws UserException naming the nearest benchmark for a name that the catalog does not have, or file and line of
     *     whatever is wrong
     */
    static Benchmarks open(StageData data, List<String> names) {
        Map<String, ImageArchive> archives = new HashMap<>();
        return of(
                data.catalog(),
                names,
                (imageSet, image) ->
                        archives.computeIfAbsent(imageSet, data::archive).contains(image));
    }

    /** As {@link #open}, for who needs no images. */
    public static Benchmarks of(Catalog catalog, List<String> names) {
        return of(catalog, names, (imageSet, image) -> true);
    }

    private static Benchmarks of(Catalog catalog, List<String> names, BiPredicate<String, String> imageExists) {
        List<Named> read = names.stream()
                .map(name -> {
                    Optional<String> images = catalog.benchmark(name)
                            .images()
                            .map(files -> catalog.distinctImages(List.of(name)).get(0));
                    return new Named(
                            name,
                            images,
                            StageData.benchmark(
                                    catalog,
                                    name,
                                    image -> images.isPresent() && imageExists.test(images.get(), image)));
                })
                .toList();
        if (read.size() == 1) {
            return new Benchmarks(read);
        }
        Optional<String> first =
                read.stream().flatMap(one -> one.imageSet().stream()).findFirst();
        List<Named> renamed = new ArrayList<>();
        for (Named one : read) {
            // Scores of one benchmark stay comparable with those of studies that have no other.
            String imageSet = one.imageSet().equals(first) ? "" : one.imageSet().orElse("");
            EvaluationSet set = one.set()
                    .renamed(
                            task -> read.stream()
                                                    .filter(any -> any.hasTask(task))
                                                    .count()
                                            > 1
                                    ? one.name() + "." + task
                                    : task,
                            imageSet);
            renamed.add(new Named(one.name(), one.imageSet(), set));
        }
        return new Benchmarks(renamed);
    }

    /** All tasks and items, one benchmark after the other. */
    public EvaluationSet all() {
        return EvaluationSet.of(each.stream().map(Named::set).toList());
    }

    /** The set of images that a visual task is about. */
    public String imageSet(String task) {
        return each.stream()
                .filter(one -> one.hasTask(task))
                .findFirst()
                .flatMap(Named::imageSet)
                .orElseThrow();
    }
}
