package io.firstlight.data.format;

import io.firstlight.core.config.NearestName;
import io.firstlight.core.error.UserException;
import io.firstlight.data.format.SampleFormat.Tools;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The formats there are, by name; one line each. The name is the kind of a source in catalogs and study files. */
public final class SampleFormats {
    /** Plain documents. */
    public static final String TEXT = "text";
    /** Images with captions. */
    public static final String CAPTIONS = "captions";
    /** Questions and answers, with or without an image. */
    public static final String DIALOGUES = "dialogues";
    /** Option of captions: the field that holds the caption. */
    public static final String CAPTION_OPTION = CaptionFormat.CAPTION;
    /** Option of dialogues: which of them the source gives. */
    public static final String ONLY_OPTION = DialogueFormat.ONLY;
    /** Value of {@link #ONLY_OPTION}: dialogues about an image. */
    public static final String WITH_IMAGE = DialogueFormat.WITH_IMAGE;

    /** Any value. */
    private static final Set<String> ANY = Set.of();

    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    static {
        add(TEXT, Map.of(TextFormat.FIELD, ANY), TextFormat::new);
        add(CAPTIONS, Map.of(CaptionFormat.CAPTION, ANY), CaptionFormat::new);
        add(
                DIALOGUES,
                Map.of(DialogueFormat.ONLY, Set.of(DialogueFormat.WITH_IMAGE, DialogueFormat.WITHOUT_IMAGE)),
                DialogueFormat::new);
    }

    private SampleFormats() {}

    /**
     * A registered format: its options and what makes it.
     *
     * @param options the allowed keys with their allowed values ({@link #ANY} for any)
     */
    private record Kind(Map<String, Set<String>> options, Maker maker) {}

    private interface Maker {
        SampleFormat of(FormatOptions options, Tools tools);
    }

    private static void add(String name, Map<String, Set<String>> options, Maker maker) {
        KINDS.put(name, new Kind(options, maker));
    }

    /** The names of all formats, in the order they were added. */
    public static Set<String> names() {
        return KINDS.keySet();
    }

    /** The keys that a source of this kind may give, with the values each takes; an empty set means any text. */
    public static Map<String, Set<String>> options(String name) {
        return kind(name).options();
    }

    /**
     * The format of that name with the given options.
     *
     * @throws UserException if there is no format of that name
     */
    public static SampleFormat of(String name, FormatOptions options, Tools tools) {
        return kind(name).maker().of(options, tools);
    }

    private static Kind kind(String name) {
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new UserException("there is no sample format '" + name + "'"
                    + NearestName.of(name, names())
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("")
                    + "; there are " + String.join(", ", names()));
        }
        return kind;
    }
}
