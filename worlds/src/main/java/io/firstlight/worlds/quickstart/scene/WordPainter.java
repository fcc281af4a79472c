package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.drawing.LetterHand;
import io.firstlight.worlds.quickstart.drawing.Tint;
import io.firstlight.worlds.quickstart.icon.Raster;
import io.firstlight.worlds.quickstart.scene.Placement.Box;
import io.firstlight.worlds.quickstart.scene.Placement.Look;
import java.util.ArrayList;
import java.util.List;

/** Writes short words on one tile, letter by letter, in one hand and one color. */
public final class WordPainter {
    /** Words to read: three or four letters, none of them a concept, a color, a place or a number. */
    public static final List<String> WORDS = List.of(
            "open", "exit", "stop", "push", "pull", "help", "news", "sale", "free", "menu", "hot", "cold", "wet", "dry",
            "new", "old", "big", "fast", "slow", "soft", "hard", "love", "luck", "home", "work", "play", "rest", "walk",
            "talk", "read", "sing", "jump", "east", "west", "day", "week", "year", "hour", "time", "life", "name",
            "game", "plan", "rule", "idea", "mind", "hope", "fear", "joy", "baby", "man", "king", "team", "band",
            "song", "road", "farm", "army", "club", "law", "art", "tax", "job", "fun");

    private static final int MIN_WIDTH_PIXELS = 26;
    private static final int MAX_WIDTH_PIXELS = 31;
    /** Between letters, as a share of a letter's width. */
    private static final double GAP = 0.14;

    private final List<LetterHand> hands;

    public WordPainter(List<LetterHand> hands) {
        this.hands = List.copyOf(hands);
    }

    List<Placement> paint(String word, Draws draws) {
        LetterHand hand = draws.one(hands);
        int rgb = Tint.random(draws).rgb();
        double total = draws.number(MIN_WIDTH_PIXELS, MAX_WIDTH_PIXELS);
        double letterWidth = total / (word.length() + GAP * (word.length() - 1));
        double height = Math.min(letterWidth * draws.number(1.3, 1.8), 22);
        double left = SceneImage.TILE_PIXELS / 2.0 - total / 2 + draws.number(-1.5, 1.5);
        double middle = SceneImage.TILE_PIXELS / 2.0 + draws.number(-5, 5);
        List<Placement> placements = new ArrayList<>();
        for (int i = 0; i < word.length(); i++) {
            Raster letter = hand.letters().get(word.charAt(i));
            // Narrow letters stay narrow: an I as wide as a W could not be read.
            double width = Math.min(letterWidth, height * letter.width() / letter.height());
            double x = left + i * letterWidth * (1 + GAP) + letterWidth / 2;
            placements.add(new Placement(
                    hand.icon(word.charAt(i)), letter, new Box(x, middle, width, height), new Look(0, false, rgb, 1)));
        }
        return placements;
    }
}
