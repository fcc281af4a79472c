package io.firstlight.study.stage;

import io.firstlight.core.error.UserException;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.projector.Projector;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.study.file.DataRoles;
import io.firstlight.study.file.ImageTextPretraining.LrMultiples;
import io.firstlight.study.file.ModelShape.ImageEncoderShape;
import io.firstlight.study.plan.StageRole;
import io.firstlight.study.plan.StageSettings.AlignProjector;
import io.firstlight.study.run.StageBody;
import io.firstlight.study.run.StageContext;
import io.firstlight.tensor.parameter.ParameterRole;
import io.firstlight.train.objective.AlignmentObjective;
import io.firstlight.train.objective.AlignmentObjective.Bags;
import io.firstlight.train.optimizer.AdamW;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Aligns a new projector, and the caption words' embeddings, on the single images that the encoder was trained on. */
final class AlignProjectorBody implements StageBody {
    private static final String IMAGE_SET = DataRoles.DEFAULT.encoder();
    /** Words move towards their images, but slowly: a language model whose embeddings jump forgets what it knows. */
    private static final double EMBEDDING_LR_MULTIPLE = 0.3;
    /** A word in more captions than this says nothing about its image ("a"). */
    private static final double TOO_COMMON = 0.2;

    @Override
    public void run(StageContext context) throws IOException {
        AlignProjector settings = context.settings(AlignProjector.class);
        try (StageData data = StageData.open(context);
                VisionLanguageModel model = new VisionLanguageModel(
                        StageModels.visionModel(
                                settings.model(),
                                settings.imageEncoder(),
                                data.tokenizer().vocabularySize(),
                                ImageEncoderShape.TILE_PIXELS),
                        settings.seed(),
                        context.placement())) {
            if (context.stage().reads(StageRole.TRUNK)) {
                model.readWeights(
                        context.input(StageRole.TRUNK).resolve(VisionLanguageModel.WEIGHTS_FILE),
                        name -> name.startsWith(Decoder.PREFIX));
            }
            model.parameters()
                    .train((module, role) -> module.equals(Projector.MODULE) || role == ParameterRole.EMBEDDING);
            model.matchProjectorToEmbedding();
            LrMultiples multiples = new LrMultiples(1, 1, EMBEDDING_LR_MULTIPLE);
            try (AdamW optimizer = new AdamW(
                    model.parameters(),
                    StageModels.optimizer(settings.training().optimizer(), multiples))) {
                VisualLookup images = data.images(
                        settings.imageEncoder(), settings.model().imageEncoder().tokensPerTile(), List.of(IMAGE_SET));
                AlignmentObjective objective = new AlignmentObjective(
                        model,
                        images,
                        bags(data, settings.training().captions(), context.progress()),
                        new AlignmentObjective.Settings(
                                settings.training().views(), settings.training().batchImages(), settings.seed()));
                new TrainingRun(context, model.parameters(), optimizer)
                        .run(
                                objective,
                                settings.training()
                                        .learningRate()
                                        .over(settings.training().views()),
                                settings.training().optimizer().clipNorm());
                model.save(context.outputDirectory());
            }
        }
    }

    private static Bags bags(StageData data, String style, Progress progress) throws IOException {
        CaptionTable table = CaptionTable.read(data, IMAGE_SET);
        List<String> keys = new ArrayList<>();
        List<Set<Integer>> bags = new ArrayList<>();
        Map<Integer, Integer> captionsWith = new HashMap<>();
        for (CaptionTable.Row row : table.rows()) {
            Set<Integer> bag = new java.util.TreeSet<>();
            for (String caption : row.captions(style)) {
                for (int token : data.tokenizer().encode(caption)) {
                    bag.add(token);
                }
            }
            keys.add(row.image());
            bags.add(bag);
            bag.forEach(token -> captionsWith.merge(token, 1, Integer::sum));
        }
        int[] vocabulary = captionsWith.entrySet().stream()
                .filter(entry -> entry.getValue() <= TOO_COMMON * keys.size())
                .mapToInt(Map.Entry::getKey)
                .sorted()
                .toArray();
        if (vocabulary.length == 1) {
            throw new UserException("all captions of the " + IMAGE_SET + " images come down to the one word '"
                    + data.tokenizer().decode(vocabulary)
                    + "'; with nothing to tell apart, the projector cannot be aligned."
                    + " Set projector_alignment.views to 0 or give better captions.");
        }
        Map<Integer, Integer> indexOf = new HashMap<>();
        for (int i = 0; i < vocabulary.length; i++) {
            indexOf.put(vocabulary[i], i);
        }
        List<String> usedKeys = new ArrayList<>();
        List<int[]> words = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            int[] used = bags.get(i).stream()
                    .filter(indexOf::containsKey)
                    .mapToInt(indexOf::get)
                    .toArray();
            if (used.length > 0) {
                usedKeys.add(keys.get(i));
                words.add(used);
            }
        }
        if (usedKeys.isEmpty()) {
            throw new UserException(
                    "no caption of the " + IMAGE_SET + " images has a word of its own (each is of more than "
                            + Math.round(100 * TOO_COMMON) + " % of them); the projector cannot be aligned."
                            + " Set projector_alignment.views to 0 or give better captions.");
        }
        int leftOut = keys.size() - usedKeys.size();
        if (leftOut > 0) {
            progress.message(leftOut + " of " + keys.size() + " images of the set " + IMAGE_SET
                    + " take no part in aligning the projector:" + " the captions of more than "
                    + Math.round(100 * TOO_COMMON) + " % of all images have each of their words.");
        }
        return new Bags(usedKeys, words.toArray(int[][]::new), vocabulary);
    }
}
