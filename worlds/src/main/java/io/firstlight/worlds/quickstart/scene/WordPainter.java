package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.drawing.LetterSet;
import io.firstlight.worlds.quickstart.drawing.Tint;
import io.firstlight.worlds.quickstart.icon.Raster;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.scene.PlacedRaster.Appearance;
import io.firstlight.worlds.quickstart.scene.PlacedRaster.Box;
import java.util.ArrayList;
import java.util.List;

/** Writes a short word into an image of one quadrant's size, with the letters of one set in one color. */
public final class WordPainter {
    /** The words of the reading task: three or four letters, none a concept, a color, a quadrant or a number. */
    public static final List<String> WORDS = List.of(
            "open", "exit", "stop", "push", "pull", "help", "news", "sale", "free", "menu", "hot", "cold", "wet", "dry",
            "new", "old", "big", "fast", "slow", "soft", "hard", "love", "luck", "home", "work", "play", "rest", "walk",
            "talk", "read", "sing", "jump", "east", "west", "day", "week", "year", "hour", "time", "life", "name",
            "game", "plan", "rule", "idea", "mind", "hope", "fear", "joy", "baby", "man", "king", "team", "band",
            "song", "road", "farm", "army", "club", "law", "art", "tax", "job", "fun");

    private static final int MIN_WIDTH_PIXELS = 26;
    private static final int MAX_WIDTH_PIXELS = 31;
    /** The gap between letters, as a share of a letter's width. */
    private static final double GAP = 0.14;

    private final List<LetterSet> letterSets;

    /** A painter that picks one of the letter sets for each word. */
    public WordPainter(List<LetterSet> letterSets) {
        this.letterSets = List.copyOf(letterSets);
    }

    /** The letters of {@code word}, placed in a row. */
    List<PlacedRaster> paint(String word, RandomDraws draws) {
        LetterSet letters = draws.one(letterSets);
        int rgb = Tint.random(draws).rgb();
        double total = draws.number(MIN_WIDTH_PIXELS, MAX_WIDTH_PIXELS);
        double letterWidth = total / (word.length() + GAP * (word.length() - 1));
        double height = Math.min(letterWidth * draws.number(1.3, 1.8), 22);
        double left = SceneImage.QUADRANT_PIXELS / 2.0 - total / 2 + draws.number(-1.5, 1.5);
        double center = SceneImage.QUADRANT_PIXELS / 2.0 + draws.number(-5, 5);
        List<PlacedRaster> placements = new ArrayList<>();
        for (int i = 0; i < word.length(); i++) {
            Raster letter = letters.letters().get(word.charAt(i));
            // Letters keep their aspect ratio: an I as wide as a W would be unreadable.
            double width = Math.min(letterWidth, height * letter.width() / letter.height());
            double x = left + i * letterWidth * (1 + GAP) + letterWidth / 2;
            placements.add(new PlacedRaster(
                    letters.icon(word.charAt(i)),
                    letter,
                    new Box(x, center, width, height),
                    new Appearance(0, false, rgb, 1)));
        }
        return placements;
    }
}
