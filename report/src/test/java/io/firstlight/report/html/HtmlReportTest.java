package io.firstlight.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.report.fixture.StudyFixture;
import io.firstlight.report.fixture.Variations;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Recommendation.Status;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final Pattern SCRIPTS = Pattern.compile("<(script|style)[^>]*>.*?</\\1>", Pattern.DOTALL);

    @Test
    void theQuestionTheAnswerAndItsDoubtStandBeforeAnythingElse() {
        String text = text(StudyFixture.quick(2));
        assertThat(text)
                .containsSubsequence(
                        "When should images enter",
                        "Recommended recipe",
                        "80 % text, 20 % images",
                        "Cannot be told apart from 1 other recipe on 2 seeds",
                        "5 to 14 seeds in all",
                        "Scores against what the study varied");
    }

    @Test
    void everyPartOfTheIssueIsOnThePage() {
        StudyResults results = StudyFixture.quick(2);
        String text = text(results);
        assertThat(text)
                .contains(
                        "Majority answer",
                        "Image withheld",
                        "Images shuffled",
                        "Nearest neighbour, pixels",
                        "Nearest neighbour, features",
                        "No text pre-training",
                        "unstable",
                        "Planned tokens",
                        "Realised tokens",
                        "sharing saved",
                        "studies/quickstart.yaml",
                        "AMD EPYC, 2 cores",
                        "Held-out text loss, nats per token (uniform 8.32, trunk 3.10)",
                        "3.250",
                        "1.30M parameters (the paper’s: about 1B)",
                        "The paper says",
                        "images from the start hurt vision and text",
                        "5 to 14 seeds",
                        "cannot say");
        results.findings().caveats().forEach(caveat -> assertThat(text).contains(caveat));
        results.study().disclosures().forEach(one -> assertThat(text).contains(one));
        results.account().stages().forEach(stage -> assertThat(text).contains(stage.label()));
    }

    @Test
    void everyOtherRecipeIsComparedWithTheRecommendedOne() {
        StudyResults results = StudyFixture.full();
        String table = text(results)
                .split("The recommended recipe against every other", 2)[1]
                .split("</table>", 2)[0];
        results.recipes().stream().skip(1).forEach(recipe -> assertThat(table).contains(recipe.label()));
        assertThat(table).contains("better", "told apart");
    }

    @Test
    void thePageNamesNoAddressOutsideItself() {
        String markup = SCRIPTS.matcher(HtmlReport.html(StudyFixture.full())).replaceAll("");
        assertThat(markup).doesNotContainPattern("(src|href|action)=\"(?!#|data:)");
        assertThat(markup).contains("content=\"default-src &#39;none&#39;; img-src data:;");
    }

    @Test
    void hostileTextsAreEscapedInTextAttributesAndData() {
        String harm = "</script><img src=x onerror=\"alert(1)\">'&\u2028<!--";
        String page = HtmlReport.html(Variations.withTexts(StudyFixture.quick(2), harm));
        assertThat(page.contains("<img src=x") || page.contains("\u2028<!--")).isFalse();
        assertThat(page.contains("\\u003c/script>")).isTrue();
        // Three script elements and one style element, whatever a text says.
        assertThat(Pattern.compile("</script>").matcher(page).results().count()).isEqualTo(3);
    }

    @Test
    void anUnknownNumberIsADash() {
        StudyResults results = Variations.withNothingKnown(StudyFixture.quick(2));
        assertThat(text(results))
                .doesNotContain("NaN", "Infinity")
                .contains("–", "No visual task is stable", "not tested");
        assertThat(data(results)).startsWith("{\"chart-").doesNotContain("NaN", "Infinity");
    }

    @Test
    void anIntervalOfNoWidthIsNotShownAsCertainty() {
        String text = text(Variations.withCollapsedIntervals(StudyFixture.quick(1)));
        assertThat(text).contains("no interval is known", "1 seed").doesNotContainPattern("\\[(−?[0-9.]+), \\1\\]");
        assertThat(data(Variations.withCollapsedIntervals(StudyFixture.quick(1))))
                .doesNotContain("\"low\":");
    }

    @Test
    void aFloorThatIsNotKnownHasNoColumn() {
        StudyResults results = Variations.withoutFloors(StudyFixture.quick(2));
        assertThat(text(results))
                .doesNotContain("<th scope=\"col\" class=\"number\" title=\"always the most frequent answer\">");
        assertThat(text(StudyFixture.quick(2)))
                .contains("<th scope=\"col\" class=\"number\" title=\"always the most frequent answer\">");
    }

    @Test
    void aStudyOfWhichNothingRanStillMakesAPage() {
        assertThat(text(Variations.empty(StudyFixture.quick(2))))
                .contains(
                        "Nothing was run.",
                        "No recipe has a score.",
                        "No task is known yet",
                        "No curves were kept.",
                        "No sample items were kept.");
    }

    @Test
    void anUnfinishedStudySaysWhatItLacksAndRecommendsNothing() {
        StudyResults results = Variations.unfinished(StudyFixture.quick(2));
        String text = text(results);
        assertThat(text)
                .contains(
                        "Results so far",
                        "No recommendation yet",
                        "What is missing",
                        "7 of 8 models evaluated",
                        "Intervals and comparisons are over 3 recipes under seeds",
                        "1 × fine-tuning",
                        "1 of 2 seeds",
                        "80 % text, 20 % images")
                .doesNotContain("Recommended recipe", "How sure it is", "Chosen by");
        assertThat(text(StudyFixture.quick(2)))
                .contains("Recommended recipe")
                .doesNotContain("Results so far", "What is missing", " of 2 seeds");
    }

    @Test
    void aStudyWithoutARecommendationSaysWhyOnTheFirstScreen() {
        StudyResults results = StudyFixture.quick(2);
        assertThat(text(Variations.notRecommended(results, Status.SMOKE, "This budget is a test.")))
                .contains("Smoke test: its scores say nothing", "No recommendation", "This budget is a test.")
                .contains("Why there is none")
                .contains("The scores beside are those of “80 % text, 20 % images”, which did best.")
                .contains("The recipe that did best against every other")
                .doesNotContain("Recommended recipe", "No recommendation yet", "Chosen by");
        assertThat(text(Variations.notRecommended(results, Status.AT_CHANCE, "Chance.")))
                .contains("The best recipe is not shown to be above chance.")
                .doesNotContain("Smoke test");
        assertThat(text(Variations.notRecommended(results, Status.ONE_SEED, "One.")))
                .contains("One seed does not show how far models differ by luck.");
    }

    @Test
    void aStudyThatHasNotBegunHasAReport() {
        StudyResults results = StudyFixture.quick(2);
        StudyResults none = Variations.unfinished(results);
        StudyResults begun = new StudyResults(
                none.formatVersion(),
                none.study(),
                none.completeness(),
                List.of(),
                none.recipes(),
                none.findings(),
                none.account());
        assertThat(text(begun)).contains("No recommendation yet", "No task is known yet", "No recipe has a score.");
    }

    @Test
    void aImageThatIsNoBase64IsLeftOut() {
        StudyResults results = StudyFixture.quick(2);
        StudyResults.SampleItem sample =
                new StudyResults.SampleItem("naming", "What?", "\"><b>", List.of("a", "b"), 0, Map.of());
        StudyResults broken = new StudyResults(
                results.formatVersion(),
                results.study(),
                results.completeness(),
                results.tasks(),
                results.recipes(),
                results.findings(),
                new StudyResults.Account(List.of(), 0, 0, StudyResults.StudyScale.UNKNOWN, Map.of(), List.of(sample)));
        assertThat(text(broken)).contains("What?").doesNotContain("<img", "\"><b>");
    }

    @Test
    void theSameResultsMakeTheSamePage() {
        Stream.of(StudyFixture.quick(2), StudyFixture.full())
                .forEach(results -> assertThat(HtmlReport.html(results)).isEqualTo(HtmlReport.html(results)));
    }

    private static String data(StudyResults results) {
        String page = HtmlReport.html(results);
        int start = page.indexOf('>', page.indexOf("id=\"report-data\"")) + 1;
        return page.substring(start, page.indexOf("</script>", start));
    }

    /** The markup without scripts and style, no-break spaces made plain. */
    private static String text(StudyResults results) {
        return SCRIPTS.matcher(HtmlReport.html(results)).replaceAll("").replace('\u00a0', ' ');
    }
}
