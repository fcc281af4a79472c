package io.firstlight.model.decoder;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;

/** Shape of a decoder of one family; part of a model's configuration file, where its family is named. */
public interface DecoderConfig {
    /** Serialised name of the family, such as openlm. */
    @JsonProperty("family")
    String family();

    /** V. */
    int vocabularySize();

    /** D. */
    int width();

    /** L. */
    int layers();

    /** F, inner width of the feed-forward block. */
    int feedForwardWidth();

    /** The same decoder over another vocabulary: a study's shape is read before its tokenizer is trained. */
    DecoderConfig withVocabulary(int vocabularySize);

    /** All parameters with their roles, shapes and initialisation; names begin with {@link Decoder#PREFIX}. */
    List<ParameterDeclaration> declare();

    /** The decoder over {@code parameters}, which hold all that {@link #declare} names. */
    Decoder create(FlatParameters parameters);

    /** Floating point operations of the decoder and its head. */
    DecoderOperations operations();

    default long numParameters() {
        return declare().stream().mapToLong(ParameterDeclaration::size).sum();
    }
}
