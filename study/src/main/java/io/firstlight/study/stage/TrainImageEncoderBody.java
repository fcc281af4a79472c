package io.firstlight.study.stage;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.model.contrastive.ContrastiveModel;
import io.firstlight.model.encoder.ImageEncoder;
import io.firstlight.model.encoder.ImageEncoderConfig;
import io.firstlight.model.encoder.ImageEncoderConfig.Kind;
import io.firstlight.study.file.AdamSettings;
import io.firstlight.study.file.DataRoles;
import io.firstlight.study.file.ModelShape.ImageEncoderShape;
import io.firstlight.study.plan.StageSettings.TrainImageEncoder;
import io.firstlight.study.run.StageBody;
import io.firstlight.study.run.StageContext;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterRole;
import io.firstlight.tensor.safetensors.Safetensors;
import io.firstlight.train.loop.Trainer;
import io.firstlight.train.objective.ContrastiveObjective;
import io.firstlight.train.objective.ContrastivePairs;
import io.firstlight.train.optimizer.AdamW;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains the study's image encoder on single images and their captions. */
final class TrainImageEncoderBody implements StageBody {
    static final String CONFIG_FILE = "encoder.json";
    private static final double EPSILON = 1e-8;
    private static final double SCALE_LR_MULTIPLE = 5;

    @Override
    public void run(StageContext context) throws IOException {
        TrainImageEncoder settings = context.settings(TrainImageEncoder.class);
        try (StageData data = StageData.open(context)) {
            ContrastivePairs pairs = pairs(data, settings.training().captions(), context.progress());
            ImageEncoderConfig config = StageModels.encoder(Kind.VIT, settings.shape(), pairs.side());
            try (FlatParameters parameters = new FlatParameters(
                    ContrastiveModel.declare(config, data.tokenizer().vocabularySize()),
                    settings.seed(),
                    context.placement())) {
                parameters.trainAll();
                AdamSettings adam = settings.training().optimizer();
                AdamW.UpdateSettings adamW = new AdamW.UpdateSettings(
                        adam.beta1(), adam.beta2(), EPSILON, (module, role) -> treatment(module, role, adam));
                try (AdamW optimizer = new AdamW(parameters, adamW)) {
                    ContrastiveModel model = new ContrastiveModel(ImageEncoder.of(config, parameters), parameters);
                    ContrastiveObjective objective = new ContrastiveObjective(
                            model,
                            pairs,
                            new ContrastiveObjective.Settings(
                                    settings.training().views(),
                                            settings.training().contrast().batchImages(),
                                    settings.training().contrast().extraCaptions(), settings.seed()));
                    new TrainingRun(context, parameters, optimizer)
                            .run(
                                    objective,
                                    settings.training()
                                            .learningRate()
                                            .over(settings.training().views()),
                                    adam.clipNorm());
                    Safetensors.write(
                            context.outputDirectory().resolve(Trainer.WEIGHTS_FILE),
                            parameters.masters(),
                            Map.of("format", "firstlight"));
                    AtomicFiles.writeString(context.outputDirectory().resolve(CONFIG_FILE), Json.pretty(config));
                }
            }
        }
    }

    /** Weight decay on the encoder's matrices; the two scalars of the loss have further to go than weights. */
    private static AdamW.Treatment treatment(String module, ParameterRole role, AdamSettings adam) {
        boolean decays = module.equals(ImageEncoder.MODULE) && role.decays();
        return new AdamW.Treatment(
                role == ParameterRole.SCALAR ? SCALE_LR_MULTIPLE : 1, decays ? adam.weightDecay() : 0);
    }

    /**
     * All single-tile images of the encoder set with their captions.
     *
     * @param style "short", "rich" or "both"
     */
    private static ContrastivePairs pairs(StageData data, String style, Progress progress) throws IOException {
        int side = ImageEncoderShape.TILE_PIXELS;
        CaptionTable table = CaptionTable.read(data, DataRoles.DEFAULT.encoder());
        ImageArchive archive = data.archive(DataRoles.DEFAULT.encoder());
        Map<String, Integer> captionIds = new LinkedHashMap<>();
        List<int[]> captionsOfImage = new ArrayList<>();
        List<byte[]> tiles = new ArrayList<>();
        try (Progress.Task task = progress.begin("reading images", table.rows().size(), "images")) {
            for (CaptionTable.Row row : table.rows()) {
                tiles.add(tile(archive, row.image(), side));
                captionsOfImage.add(row.captions(style).stream()
                        .distinct()
                        .mapToInt(caption -> captionIds.computeIfAbsent(caption, text -> captionIds.size()))
                        .toArray());
                task.update(captionsOfImage.size(), "");
            }
        }
        int[][] words =
                captionIds.keySet().stream().map(data.tokenizer()::encode).toArray(int[][]::new);
        return new ContrastivePairs(tiles.toArray(byte[][]::new), side, words, captionsOfImage.toArray(int[][]::new));
    }

    private static byte[] tile(ImageArchive archive, String image, int side) {
        try {
            if (archive.numTiles(image, side) != 1) {
                throw new UserException(
                        "image " + image + " of " + archive.file() + " has " + archive.numTiles(image, side)
                                + " tiles; the encoder set holds single tiles of " + side + " x " + side + " pixels");
            }
            return archive.tiles(image, side);
        } catch (BadSampleException e) {
            throw new UserException(
                    "the image encoder cannot be trained: " + e.getMessage() + ". Repair or remove that image.", e);
        }
    }
}
