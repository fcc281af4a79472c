package io.firstlight.data.batch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.data.fixture.ListSource;
import io.firstlight.data.source.SampleKind;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleFitTest {
    /** Of at most 6 + 2 text tokens beside 16 visual ones. */
    private static ListSource captions(int count) {
        return ListSource.random(
                "captions", SampleKind.IMAGE_TEXT, count, new ListSource.Lengths(3, 6, new int[] {16}), 1);
    }

    @Test
    void samplesThatARowHoldsAreLetThroughAndLongerOnesRefusedWithTheirLength() {
        assertThatCode(() -> SampleFit.require(captions(50), 24)).doesNotThrowAnyException();
        assertThatThrownBy(() -> SampleFit.require(captions(50), 20))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("of 50 samples looked at of source 'captions' cannot be used")
                .hasMessageContaining("16 of them visual")
                .hasMessageContaining("a row holds 20");
    }

    @Test
    void asManyBadSamplesAsAStreamSkipsAreLetThrough() {
        ListSource source = captions(400);
        LongStream.range(0, 4).forEach(source.bad()::add);
        assertThatCode(() -> SampleFit.require(source, 24)).doesNotThrowAnyException();
        source.bad().add(7L);
        assertThatThrownBy(() -> SampleFit.require(source, 24))
                .hasMessageStartingWith("5 of 400 samples")
                .hasMessageContaining("marked bad");
    }

    @Test
    void ofAPartOfTheSourceTwiceAsManyAreLetThrough() {
        ListSource source = captions(10_240);
        // The probe looks at every tenth.
        LongStream.range(0, 20).forEach(i -> source.bad().add(10 * i));
        assertThatCode(() -> SampleFit.require(source, 24)).doesNotThrowAnyException();
        source.bad().add(200L);
        assertThatThrownBy(() -> SampleFit.require(source, 24)).hasMessageStartingWith("21 of 1024 samples");
    }

    @Test
    void aSourceWithNothingToUseIsRefusedHoweverSmall() {
        ListSource one = captions(1);
        one.bad().add(0L);
        assertThatThrownBy(() -> SampleFit.require(one, 24)).hasMessageStartingWith("1 of 1 samples");
        assertThatThrownBy(() -> SampleFit.require(captions(0), 24))
                .hasMessageContaining("source 'captions' has no samples");
    }
}
