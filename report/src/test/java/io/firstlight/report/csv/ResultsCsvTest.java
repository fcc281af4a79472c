package io.firstlight.report.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.report.fixture.StudyFixture;
import io.firstlight.report.fixture.Variations;
import io.firstlight.study.result.StudyResults;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class ResultsCsvTest {
    @Test
    void everyRecipeSeedAndTaskHasARowThatCanBeRecomputed() throws IOException {
        StudyResults results = StudyFixture.quick(2);
        List<CSVRecord> rows = rows(results);
        assertThat(rows).hasSize(4 * 2 * results.tasks().size());
        for (CSVRecord row : rows) {
            double accuracy = Double.parseDouble(row.get("accuracy"));
            double chance = Double.parseDouble(row.get("chance"));
            assertThat(Math.abs(Long.parseLong(row.get("correct")) - accuracy * Integer.parseInt(row.get("n")))).isLessThanOrEqualTo(0.5);
            assertThat(Math.abs((accuracy - chance) / (1 - chance) - Double.parseDouble(row.get("centred")))).isLessThan(1e-9);
        }
    }

    @Test
    void labelsWithCommasQuotesAndLinesComeBackAsTheyWere() throws IOException {
        String label = "a, \"b\"\nc";
        assertThat(rows(Variations.withTexts(StudyFixture.quick(1), label)).get(0).get("label")).startsWith(label);
    }

    @Test
    void aFloorThatDoesNotApplyIsAnEmptyField() throws IOException {
        assertThat(rows(StudyFixture.quick(1))).filteredOn(row -> row.get("modality").equals("text"))
                .isNotEmpty().allSatisfy(row -> assertThat(row.get("image_withheld")).isEmpty());
    }

    private static List<CSVRecord> rows(StudyResults results) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        return format.parse(new StringReader(ResultsCsv.text(results))).getRecords();
    }
}
