package io.firstlight.report.view;

import io.firstlight.report.scores.Scores;
import io.firstlight.study.result.StudyResults.SampleItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Items to look at, under one heading: those the recipe that did best has right, and those it has wrong. */
public record Samples(String title, List<Item> items) {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    /**
     * One item with its options.
     *
     * @param image a data URI, or empty for an item without an image
     */
    public record Item(String task, String prompt, String image, List<Option> options) {}

    /** One possible answer and who chose it: the first few to be seen, the rest folded away. */
    public record Option(String text, boolean correct, List<Choice> chosenBy) {
        private static final int SEEN = 5;

        public List<Choice> seen() {
            return chosenBy.size() <= SEEN + 1 ? chosenBy : chosenBy.subList(0, SEEN);
        }

        public List<Choice> folded() {
            return chosenBy.subList(seen().size(), chosenBy.size());
        }
    }

    /**
     * A recipe that chose an option.
     *
     * @param leading whether it is the recipe that did best
     */
    public record Choice(String label, boolean leading) {}

    static List<Samples> of(Scores scores) {
        String leading = scores.leading().map(recipe -> recipe.label()).orElse("");
        Map<String, List<Item>> groups = new LinkedHashMap<>();
        String right = scores.leadingInWords() + " is right";
        String wrong = scores.leadingInWords() + " is wrong";
        String other = "Answers of the recipes";
        List.of(right, wrong, other).forEach(title -> groups.put(title, new ArrayList<>()));
        for (SampleItem sample : scores.results().account().samples()) {
            String answer = sample.answers().get(leading);
            String title = answer == null ? other : answer.equals(correct(sample)) ? right : wrong;
            groups.get(title).add(item(sample, leading));
        }
        return groups.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> new Samples(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private static Item item(SampleItem sample, String leading) {
        Map<String, List<Choice>> chosen = new LinkedHashMap<>();
        sample.options().forEach(option -> chosen.put(option, new ArrayList<>()));
        sample.answers().forEach((label, answer) -> {
            List<Choice> choices = chosen.computeIfAbsent(
                    sample.options().contains(answer) ? answer : "No single answer", option -> new ArrayList<>());
            boolean isLeading = label.equals(leading);
            choices.add(isLeading ? 0 : choices.size(), new Choice(label, isLeading));
        });
        List<Option> options = chosen.entrySet().stream()
                .map(entry -> new Option(entry.getKey(), entry.getKey().equals(correct(sample)), entry.getValue()))
                .toList();
        String image = BASE64.matcher(sample.imagePng()).matches() ? "data:image/png;base64," + sample.imagePng() : "";
        return new Item(sample.task(), sample.prompt(), image, options);
    }

    private static String correct(SampleItem sample) {
        return sample.answer() >= 0 && sample.answer() < sample.options().size()
                ? sample.options().get(sample.answer())
                : "";
    }
}
