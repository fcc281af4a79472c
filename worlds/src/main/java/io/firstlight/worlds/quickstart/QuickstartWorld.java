package io.firstlight.worlds.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.progress.Progress;
import io.firstlight.study.world.World;
import io.firstlight.worlds.quickstart.dialogue.Dialogue;
import io.firstlight.worlds.quickstart.dialogue.ImageDialogues;
import io.firstlight.worlds.quickstart.dialogue.TextDialogues;
import io.firstlight.worlds.quickstart.drawing.Artist;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.LetterSet;
import io.firstlight.worlds.quickstart.drawing.WorldSplit;
import io.firstlight.worlds.quickstart.lexicon.Lexicon;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.ScenePlanner;
import io.firstlight.worlds.quickstart.scene.TrainingScenes;
import io.firstlight.worlds.quickstart.scene.WordPainter;
import io.firstlight.worlds.quickstart.task.WorldEvaluation;
import io.firstlight.worlds.quickstart.text.Corpus;
import io.firstlight.worlds.quickstart.text.Knowledge;
import io.firstlight.worlds.quickstart.text.SceneTexts;
import io.firstlight.worlds.quickstart.write.DataSetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The world "quickstart": turns the drawings, names and dictionary text of Maven artifacts into a data set. */
public final class QuickstartWorld implements World {
    @Override
    public String name() {
        return "quickstart";
    }

    @Override
    public String version() {
        return "8";
    }

    @Override
    public JsonNode resolve(JsonNode settings) {
        return WorldSettings.resolve(settings);
    }

    @Override
    public void prepare(JsonNode resolvedSettings, Path directory, Progress progress) throws IOException {
        WorldSettings settings = WorldSettings.of(resolvedSettings);
        WorldSettings.ImageSettings images = settings.images();
        long seed = settings.seed();
        Path cache = CacheDirectory.path();
        progress.message("reading WordNet, emoji names and icon sets; rasterised drawings are cached in " + cache);
        Lexicon lexicon =
                Lexicon.load(settings.language().concepts(), settings.language().nounsPerCategory());
        List<Artist> artists = settings.fewArtists() ? Artist.FEW : Artist.ALL;
        DrawingLibrary library = DrawingLibrary.load(lexicon.concepts(), artists, cache, progress);
        List<LetterSet> letterSets = LetterSet.load(settings.fewArtists(), cache, progress);
        Knowledge knowledge =
                new Knowledge(lexicon, library, settings.language().vocabulary(), seed);
        DataSetWriter writer = new DataSetWriter(name(), directory, seed, progress);
        writer.vocabulary(knowledge.vocabulary());

        progress.message(
                "planning " + images.itemsPerTask() + " evaluation items per task and split, and writing the text");
        // The evaluation is planned first, so that training avoids its scenes and not the other way round.
        WorldEvaluation evaluation = WorldEvaluation.plan(library, letterSets, knowledge, images.itemsPerTask(), seed);
        writer.benchmark("evaluation", evaluation);
        SceneTexts sceneTexts = new SceneTexts(library.concepts(WorldSplit.TRAINING), evaluation.sceneSignatures());
        writer.corpus(
                Corpus.write(knowledge, lexicon, sceneTexts, settings.language().corpus(), seed));

        WordPainter words = new WordPainter(letterSets.stream()
                .filter(h -> h.split() == WorldSplit.TRAINING)
                .toList());
        TrainingScenes scenes = new TrainingScenes(
                library, new ScenePlanner(library, WorldSplit.TRAINING, words), evaluation.sceneSignatures(), seed);
        writer.captions("encoder", scenes.plan("encoder", TrainingScenes.Shares.ENCODER, images.encoderImages()));
        writer.captions("mixture", scenes.plan("mixture", TrainingScenes.Shares.MIXTURE, images.mixtureImages()));
        List<Scene> dialogueScenes = scenes.plan("dialogues", TrainingScenes.Shares.DIALOGUES, images.dialogueImages());
        writer.dialogues(
                "dialogues",
                dialogueScenes,
                dialogues(knowledge, library, dialogueScenes, images.textDialogues(), seed));
        writer.count("concepts", lexicon.concepts().size());
        writer.count("trainingDrawings", library.all(WorldSplit.TRAINING).size());
        writer.catalog(Notices.of(artists));
    }

    private static List<Dialogue> dialogues(
            Knowledge knowledge, DrawingLibrary library, List<Scene> scenes, int textDialogues, long seed) {
        ImageDialogues images = new ImageDialogues(knowledge, library);
        TextDialogues texts = new TextDialogues(knowledge);
        List<Dialogue> dialogues = new ArrayList<>();
        scenes.forEach(s -> dialogues.add(images.about(s, RandomDraws.of(seed, "dialogue/" + s.key(), 0))));
        IntStream.range(0, textDialogues).forEach(i -> dialogues.add(texts.dialogue(i, seed)));
        return RandomDraws.of(seed, "dialogue/order", 0).shuffled(dialogues);
    }
}
