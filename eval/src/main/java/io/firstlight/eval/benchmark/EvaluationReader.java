package io.firstlight.eval.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.StrictJson;
import io.firstlight.core.text.Utf8Text;
import io.firstlight.data.format.ImageMarker;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.JsonFields;
import io.firstlight.eval.item.Question;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.item.TaskModality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a list of tasks and the files of items beside it, strictly: every complaint names the file and the line. */
final class EvaluationReader {
    private static final String ITEMS_SUFFIX = ".jsonl";
    private static final Set<String> TASK_KEYS =
            Set.of("name", "modality", "description", "answer", "metric", "chance", "neighbourFloor");
    /** Beside those of the task's answer method. */
    private static final Set<String> ITEM_KEYS = Set.of("id", "split", "image", "about");
    /** How far a stated chance may lie from the metric's; 0.33 for a third is fine, 0.2 for a quarter not. */
    private static final double CHANCE_TOLERANCE = 0.01;

    private final Path tasksFile;
    private final Path directory;
    /** Chance by task, where the list of tasks states it. */
    private final Map<String, Double> statedChances = new HashMap<>();

    EvaluationReader(Path tasksFile) {
        this.tasksFile = tasksFile;
        this.directory = tasksFile.toAbsolutePath().getParent();
    }

    List<EvaluationTask> tasks() {
        Path file = tasksFile;
        requireThere(file, "it lists the tasks of the data set");
        JsonNode root = StrictJson.read(file);
        if (!root.isArray() || root.isEmpty()) {
            throw new UserException(file + ": expected a list of at least one task, found " + root.getNodeType());
        }
        List<EvaluationTask> tasks = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < root.size(); i++) {
            EvaluationTask task = at(file + ", task " + (i + 1), new JsonFields(root.get(i), TASK_KEYS), this::task);
            if (!names.add(task.name())) {
                throw new UserException(file + ": task '" + task.name() + "' is listed twice; names must differ");
            }
            tasks.add(task);
        }
        refuseUnlistedFiles(names);
        return tasks;
    }

    List<EvaluationItem> items(EvaluationTask task) {
        Path file = directory.resolve(task.name() + ITEMS_SUFFIX);
        requireThere(file, "task '" + task.name() + "' in " + tasksFile.getFileName() + " needs its items there");
        String[] lines = Utf8Text.read(file).split("\n");
        Set<String> itemKeys = new TreeSet<>(ITEM_KEYS);
        itemKeys.addAll(task.scoring().answerMethod().itemKeys());
        List<EvaluationItem> items = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < lines.length; i++) {
            String place = file + ":" + (i + 1);
            JsonFields fields = new JsonFields(parse(lines[i], place), itemKeys);
            EvaluationItem item = at(place, fields, found -> item(task, found));
            if (!ids.add(item.id())) {
                throw new UserException(
                        place + ": id '" + item.id() + "' was used by an earlier line; ids must differ");
            }
            items.add(item);
        }
        requireHonestChance(task, items);
        return items;
    }

    private EvaluationTask task(JsonFields fields) {
        if (fields.has("chance")) {
            statedChances.put(fields.text("name"), fields.number("chance"));
        }
        return new EvaluationTask(
                fields.text("name"),
                TaskModality.of(fields.text("modality")),
                fields.text("description"),
                TaskScoring.named(
                        fields.has("answer")
                                ? fields.text("answer")
                                : TaskScoring.MULTIPLE_CHOICE.answerMethod().name(),
                        fields.has("metric")
                                ? fields.text("metric")
                                : TaskScoring.MULTIPLE_CHOICE.metric().name()),
                fields.flag("neighbourFloor"));
    }

    /** A stated chance is a check of the items, such as of their number of options; scores are centred by the items. */
    private void requireHonestChance(EvaluationTask task, List<EvaluationItem> items) {
        double guessing = EvaluationSet.chance(task, items);
        double stated = statedChances.getOrDefault(task.name(), guessing);
        if (!(Math.abs(guessing - stated) <= CHANCE_TOLERANCE)) {
            throw new UserException(String.format(
                    Locale.ROOT,
                    "task '%s' states chance %.4f, but guessing among its options is right"
                            + " %.4f of the time; correct it in %s or leave it out",
                    task.name(),
                    stated,
                    guessing,
                    tasksFile));
        }
    }

    private EvaluationItem item(EvaluationTask task, JsonFields fields) {
        String image = fields.has("image") ? fields.text("image") : "";
        if (task.isVisual() && image.isBlank()) {
            throw new IllegalArgumentException(
                    "image is missing; every item of the visual task '" + task.name() + "' names an image");
        }
        if (!task.isVisual() && !image.isEmpty()) {
            throw new IllegalArgumentException("image is '" + image + "', but '" + task.name() + "' is a text task");
        }
        Question question = task.scoring().answerMethod().question(fields);
        if (Stream.concat(Stream.of(question.prompt()), question.options().stream())
                .anyMatch(text -> ImageMarker.count(text) > 0)) {
            throw new IllegalArgumentException("prompt or options have " + ImageMarker.TEXT
                    + ", which stands for an image and is not text; the key image names the item's image");
        }
        JsonNode about = fields.has("about") ? fields.object("about") : JsonNodeFactory.instance.objectNode();
        return new EvaluationItem(
                new EvaluationItem.Place(fields.text("id"), task.name(), Split.of(fields.text("split"))),
                image,
                question,
                about);
    }

    /** A file of items that no task names would silently not be evaluated. */
    private void refuseUnlistedFiles(Set<String> names) {
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ITEMS_SUFFIX))
                    .map(name -> name.substring(0, name.length() - ITEMS_SUFFIX.length()))
                    .filter(name -> !names.contains(name))
                    .sorted()
                    .findFirst()
                    .ifPresent(name -> {
                        throw new UserException(directory.resolve(name + ITEMS_SUFFIX) + ": no task of "
                                + tasksFile.getFileName() + " has this name; add it there or remove the file");
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private static <T> T at(String place, JsonFields fields, Function<JsonFields, T> read) {
        try {
            fields.check();
            return read.apply(fields);
        } catch (IllegalArgumentException e) {
            throw new UserException(place + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(String line, String place) {
        try {
            return StrictJson.tree(line);
        } catch (JsonProcessingException e) {
            throw new UserException(
                    place + ": not valid JSON (" + e.getOriginalMessage()
                            + "); a line holds one object and ends with a line break",
                    e);
        }
    }

    private static void requireThere(Path file, String why) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + " is missing: " + why);
        }
        try {
            if (Files.size(file) == 0) {
                throw new UserException(file + " is empty: " + why);
            }
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
