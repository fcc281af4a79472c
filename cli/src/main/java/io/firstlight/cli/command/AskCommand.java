package io.firstlight.cli.command;

import io.firstlight.cli.study.RecommendedModel;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.progress.ConsoleProgress;
import io.firstlight.core.text.TextTable;
import io.firstlight.data.image.ImageDecoder;
import io.firstlight.eval.decode.Answer;
import io.firstlight.study.stage.FinishedModel;
import io.firstlight.study.store.Store;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.device.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        description = "Asks a model of the recipe that did best in the last study.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./firstlight ask \"What is in the picture?\" --image cat.png",
            "  ./firstlight ask \"A kitten is a kind of what?\"",
            "",
            "An image of any size is brought to the model's own, 32 or 64 pixels a side in the quickstart."
        })
public final class AskCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "QUESTION", description = "The question, in quotes.")
    private String question;

    @Option(names = "--image", paramLabel = "FILE", description = "A PNG, JPEG, GIF or BMP image.")
    private Path image;

    @Mixin
    private PlaceOptions places;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private JsonOption json;

    /** What {@code ask --json} prints. */
    record Reply(String question, String study, String recipe, boolean recommended, Answer answer) {}

    @Override
    public Integer call() throws IOException {
        Optional<RgbImage> image = Optional.ofNullable(this.image).map(ImageDecoder::read);
        RecommendedModel recommended = RecommendedModel.last(places.out());
        Engine.setComputeThreads(threads.count());
        try (Store store = Store.openToRead(places.store(), ConsoleProgress.ofProcess()::message);
                FinishedModel model = FinishedModel.open(recommended.in(store), Placement.CPU)) {
            Reply reply = new Reply(
                    question,
                    recommended.study(),
                    recommended.recipe(),
                    recommended.recommended(),
                    model.answer(question, image));
            json.print(spec.commandLine().getOut(), reply, () -> text(reply));
        }
        return 0;
    }

    private static String text(Reply reply) {
        Answer answer = reply.answer();
        StringBuilder text = new StringBuilder(answer.text().isEmpty() ? "(nothing)" : answer.text())
                .append(answer.complete() ? "" : " ...")
                .append("\n\n");
        TextTable table = TextTable.titled("first token", "probability");
        answer.first()
                .forEach(candidate ->
                        table.row(candidate.token(), String.format(Locale.ROOT, "%.3f", candidate.probability())));
        return text.append(table)
                .append("\nAnswered by the ")
                .append(reply.study())
                .append(
                        reply.recommended()
                                ? " study's recommended model: "
                                : " study's best model, which it does not recommend: ")
                .append(reply.recipe())
                .append("\n")
                .toString();
    }
}
