package io.firstlight.data.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * The content of {@code dataset.json}. Further fields, such as a seed, are for people and are not read.
 *
 * @param formatVersion version of the layout
 * @param name of the data set
 * @param template words around questions
 * @param tilePixels side of the square tiles images are cut into
 * @param notices sources and licences, shown in reports
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatasetDescription(
        int formatVersion, String name, PromptTemplate template, int tilePixels, List<Notice> notices) {
    public static final int FORMAT_VERSION = 1;

    public DatasetDescription {
        name = name == null ? "" : name;
        template = template == null ? new PromptTemplate("", "") : template;
        notices = notices == null ? List.of() : List.copyOf(notices);
    }

    /** One notice: a sentence, or an object of any form. */
    public record Notice(JsonNode content) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Notice {
            content = content == null ? JsonNodeFactory.instance.textNode("") : content;
        }

        @JsonValue
        @Override
        public JsonNode content() {
            return content;
        }

        /** The notice as one line of text. */
        public String text() {
            return content.isTextual() ? content.asText() : content.toString();
        }
    }
}
