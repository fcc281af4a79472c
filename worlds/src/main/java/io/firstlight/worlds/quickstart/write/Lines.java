package io.firstlight.worlds.quickstart.write;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.json.Json;
import io.firstlight.worlds.quickstart.dialogue.Dialogue;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.SceneObject;
import io.firstlight.worlds.quickstart.task.WorldItem;
import io.firstlight.worlds.quickstart.task.WorldTask;
import io.firstlight.worlds.quickstart.text.CaptionPair;
import io.firstlight.worlds.quickstart.text.TextDocument;
import java.util.List;

/** The world's records as JSON objects, one per line of a file; docs/dataset-layout.md describes each key. */
final class Lines {
    private Lines() {}

    static ObjectNode document(TextDocument document) {
        return object().put("id", document.id()).put("text", document.text());
    }

    static ObjectNode caption(Scene scene, CaptionPair captions) {
        ObjectNode line = object().put("image", scene.key())
                .put("short", captions.shortForm())
                .put("rich", captions.rich());
        ArrayNode concepts = line.putArray("concepts");
        List<String> shown = scene.composition() == Scene.Composition.WORD
                ? List.of(scene.word())
                : scene.objects().stream().map(SceneObject::word).distinct().toList();
        shown.forEach(concepts::add);
        return line.put("kind", scene.isSingle() ? "single" : "scene");
    }

    static ObjectNode provenance(Scene scene) {
        ObjectNode line = object().put("image", scene.key());
        ArrayNode drawings = line.putArray("drawings");
        scene.image().placements().forEach(p -> drawings.add(p.drawing()));
        return line.put("layout", scene.layout().signature());
    }

    static ObjectNode dialogue(Dialogue dialogue) {
        ObjectNode line = object().put("id", dialogue.id());
        if (!dialogue.image().isEmpty()) {
            line.put("image", dialogue.image());
        }
        ArrayNode conversations = line.putArray("conversations");
        for (Dialogue.Turn turn : dialogue.turns()) {
            conversations.addObject().put("from", "human").put("value", turn.question());
            conversations.addObject().put("from", "gpt").put("value", turn.answer());
        }
        return line;
    }

    static ObjectNode item(WorldItem item) {
        ObjectNode line =
                object().put("id", item.id()).put("split", item.split().serializedName());
        if (!item.image().isEmpty()) {
            line.put("image", item.image());
        }
        line.put("prompt", item.question().prompt());
        ArrayNode options = line.putArray("options");
        item.question().options().forEach(options::add);
        line.put("answer", item.question().answer());
        line.set("about", Json.tree(item.about()));
        return line;
    }

    static ObjectNode task(WorldTask task) {
        return object().put("name", task.serializedName())
                .put("modality", task.visual() ? "visual" : "text")
                .put("description", task.description())
                .put("chance", task.chance())
                .put("neighbourFloor", task.neighbourFloor());
    }

    static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
