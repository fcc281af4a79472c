package io.firstlight.cli.verify;

import io.firstlight.core.progress.Progress;
import io.firstlight.data.dataset.DatasetDirectory;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.source.CaptionSource;
import io.firstlight.data.source.CaptionStyle;
import io.firstlight.data.source.DialogueEncoder;
import io.firstlight.data.source.DialogueFilter;
import io.firstlight.data.source.DialogueSource;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.source.TextSource;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.PixelLookup;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.eval.task.EvaluationSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads a whole data set as a study would: decodes every image, tokenizes every text, loads every question. */
public final class DatasetCheck implements AutoCloseable {
    /** Any positive number will do: no batch is made, so only whether an image has whole tiles matters. */
    private static final int TOKENS_PER_TILE = 1;

    private static final List<String> CAPTIONED_SETS = List.of("encoder", "mixture");
    private final DatasetDirectory directory;
    private final Progress progress;
    private final TextTokenizer tokenizer;
    private final List<Part> parts = new ArrayList<>();
    private final List<Bad> bad = new ArrayList<>();

    /** One set of images or one source of samples. */
    public record Part(String name, long samples, long bad, long tokens) {}

    /**
     * A sample that a study could not use.
     *
     * @param place file and line, or archive and member
     */
    public record Bad(String part, String place, String reason) {}

    /** What the check counted, part by part, and every bad sample. The tokens of a part are its text tokens. */
    public record Result(String dataset, List<Part> parts, List<Bad> bad) {
        public Result {
            parts = List.copyOf(parts);
            bad = List.copyOf(bad);
        }
    }

    private DatasetCheck(DatasetDirectory directory, Progress progress) {
        this.directory = directory;
        this.progress = progress;
        this.tokenizer = TextTokenizer.load(directory.tokenizerFile());
    }

    /** @throws io.firstlight.core.error.UserException if the layout itself is wrong, so that nothing can be read */
    public static Result of(Path root, Progress progress) {
        try (DatasetCheck check = new DatasetCheck(DatasetDirectory.open(root), progress)) {
            return check.run();
        }
    }

    private Result run() {
        checkText("text/train", directory.trainText());
        if (isThere("text/validation.jsonl")) {
            checkText("text/validation", directory.validationText());
        } else {
            progress.message(
                    "there is no text/validation.jsonl: only studies with evaluation.validation_tokens: 0 can do "
                            + "without");
        }
        for (String set : CAPTIONED_SETS) {
            String captions = "captions/" + set + ".jsonl";
            if (directory.imageSets().contains(set) || isThere(captions)) {
                withImages(set, captions, archive -> checkCaptions(set, archive));
            } else {
                progress.message("there is no set '" + set + "' (images/" + set
                        + ".tar): see docs/dataset-layout.md for the studies that need it");
            }
        }
        withImages("dialogues", "dialogues/train.jsonl", this::checkDialogues);
        withImages("evaluation", "evaluation/tasks.json", archive -> {
            EvaluationSet set = EvaluationSet.load(directory.evaluationTasks().getParent(), archive::contains);
            set.tasks()
                    .forEach(task -> parts.add(new Part(
                            "evaluation/" + task.name(), set.items(task.name()).size(), 0, 0)));
        });
        return new Result(directory.description().name(), parts, bad);
    }

    /** Checks a set of images, and what stands in {@code file} about them; what is not there is bad. */
    private void withImages(String set, String file, Consumer<ImageArchive> check) {
        boolean hasFile = requireFile(file);
        if (requireFile("images/" + set + ".tar")) {
            try (ImageArchive archive = ImageArchive.open(directory.imageArchive(set))) {
                checkImages("images/" + set, archive);
                if (hasFile) {
                    check.accept(archive);
                }
            }
        }
    }

    private boolean requireFile(String file) {
        if (!isThere(file)) {
            bad.add(new Bad(file, file, "there is no such file; docs/dataset-layout.md says what it holds"));
        }
        return isThere(file);
    }

    private boolean isThere(String file) {
        return Files.isRegularFile(directory.root().resolve(file));
    }

    private void checkText(String name, Path file) {
        try (TextSource source = TextSource.open(name, file, tokenizer)) {
            if (source.size() == 0) {
                bad.add(new Bad(name, file.toString(), "it has no documents"));
            }
            checkSamples(source);
        }
    }

    private void checkCaptions(String set, ImageArchive archive) {
        for (CaptionStyle style : CaptionStyle.values()) {
            try (CaptionSource source = CaptionSource.open(
                    "captions/" + set + " " + style.field(),
                    directory.captionFile(set),
                    style,
                    tokenizer,
                    lookup(archive))) {
                checkSamples(source);
            }
        }
    }

    private void checkDialogues(ImageArchive archive) {
        DialogueEncoder encoder =
                new DialogueEncoder(tokenizer, directory.description().template());
        try (DialogueSource source = DialogueSource.open(
                "dialogues", directory.dialogueFile(), DialogueFilter.ALL, encoder, lookup(archive))) {
            checkSamples(source);
        }
    }

    private VisualLookup lookup(ImageArchive archive) {
        return PixelLookup.of(List.of(archive), directory.description().tilePixels(), TOKENS_PER_TILE);
    }

    private void checkImages(String name, ImageArchive archive) {
        check(name, archive.keys().size(), "images", index -> {
            archive.tiles(
                    archive.keys().get((int) index), directory.description().tilePixels());
            return 0;
        });
    }

    private void checkSamples(SampleSource source) {
        check(
                source.name(),
                source.size(),
                "samples",
                index -> source.sample(index).numTextTokens());
    }

    private void check(String name, long size, String unit, Probe probe) {
        long found = bad.size();
        long tokens = 0;
        try (Progress.Task task = progress.begin("reading " + name, size, unit)) {
            for (long index = 0; index < size; index++) {
                try {
                    tokens += probe.tokens(index);
                } catch (BadSampleException e) {
                    bad.add(new Bad(name, e.place(), e.reason()));
                }
                task.update(index + 1, "");
            }
        }
        parts.add(new Part(name, size, bad.size() - found, tokens));
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    /** Uses one sample and says how many text tokens it has. */
    private interface Probe {
        int tokens(long index) throws BadSampleException;
    }
}
