package io.firstlight.report.figure;

import io.firstlight.report.figure.Figure.KeyEntry;
import io.firstlight.report.figure.Figure.Look;
import io.firstlight.report.figure.Figure.Panel;
import io.firstlight.report.format.Numbers;
import io.firstlight.report.table.Table;
import io.firstlight.report.table.Table.Cell;
import io.firstlight.report.table.Table.Column;
import io.firstlight.report.table.Table.Row;
import io.firstlight.study.result.StudyResults.Curve;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.SeedResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happened in training: learning-rate schedules with their branches, and losses, against tokens seen. A curve that
 * several recipes share, such as their common trunk, is drawn once.
 */
public final class CurveFigures {
    private static final String LEARNING_RATE = "learningRate";
    private static final Axis BRANCH = Axis.named("text_percent");
    private static final int MAX_POINTS = 200;
    private static final int DIGITS = 4;

    private final List<RecipeResult> recipes;

    public CurveFigures(List<RecipeResult> recipes) {
        this.recipes = List.copyOf(recipes);
    }

    /** One figure a kind of curve, learning rates first. */
    public List<Figure> figures() {
        Set<String> kinds = new LinkedHashSet<>(List.of(LEARNING_RATE));
        recipes.forEach(r -> r.seeds().forEach(s -> s.curves().forEach(curve -> kinds.add(curve.kind()))));
        return kinds.stream()
                .map(this::drawings)
                .filter(drawings -> !drawings.isEmpty())
                .map(drawings -> figure(drawings.get(0).curve.kind(), drawings))
                .toList();
    }

    private Figure figure(String kind, List<Drawing> drawings) {
        boolean rates = kind.equals(LEARNING_RATE);
        String title = rates ? "Learning-rate schedules" : kind.equals("loss") ? "Losses" : kind;
        String caption = rates
                ? "Of the first seed; recipes that branch at the same place share a schedule. The common trunk is grey."
                : "Each point is the mean over a stretch of training; further seeds are thin.";
        Map<String, Look> looks = looks(drawings);
        List<CurvePanel.Series> series = drawings.stream()
                .map(drawing -> new CurvePanel.Series(
                        drawing.name(), looks.get(drawing.owner()), drawing.repeated, thin(drawing.curve)))
                .toList();
        List<KeyEntry> key = looks.entrySet().stream()
                .map(entry -> new KeyEntry(entry.getKey(), entry.getValue()))
                .toList();
        Panel panel = new Panel(
                "chart-" + (rates ? "learning-rate" : "curves-" + Integer.toHexString(kind.hashCode())),
                title + " against tokens seen",
                title + " of every stage against tokens seen since the start of the recipe; "
                        + "where each curve starts and ends is in the table below the figure.",
                new CurvePanel("curves", rates, series));
        return new Figure(
                panel.id().replace("chart-", "figure-"),
                new Figure.Words(title, caption),
                List.of(panel),
                key,
                numbers(title, drawings));
    }

    /** The distinct curves of one kind; of learning rates only the first seed's, since a schedule has no noise. */
    private List<Drawing> drawings(String kind) {
        Map<List<Object>, Drawing> drawings = new LinkedHashMap<>();
        for (RecipeResult recipe : recipes) {
            for (int s = 0; s < recipe.seeds().size(); s++) {
                SeedResult seed = recipe.seeds().get(s);
                for (Curve curve : seed.curves()) {
                    if (curve.kind().equals(kind)
                            && curve.tokens().length > 0
                            && (s == 0 || !kind.equals(LEARNING_RATE))) {
                        List<Object> content =
                                List.of(seed.seed(), Arrays.hashCode(curve.tokens()), Arrays.hashCode(curve.values()));
                        Drawing drawing = new Drawing(curve, seed.seed(), s > 0, new LinkedHashSet<>());
                        drawings.computeIfAbsent(content, key -> drawing)
                                .recipes
                                .add(recipe);
                    }
                }
            }
        }
        return List.copyOf(drawings.values());
    }

    private static Map<String, Look> looks(List<Drawing> drawings) {
        Set<String> owners = new LinkedHashSet<>();
        drawings.forEach(drawing -> owners.add(drawing.owner()));
        Map<String, Look> looks = new LinkedHashMap<>();
        if (owners.remove(Drawing.SHARED)) {
            looks.put(Drawing.SHARED, Look.neutral());
        }
        int place = 0;
        for (String owner : owners) {
            // Past the last color and dash, looks repeat; the pointer's tip still names each curve.
            looks.put(owner, Look.curve(place++ % Look.numCurves()));
        }
        return looks;
    }

    private static Table numbers(String title, List<Drawing> drawings) {
        List<Column> columns = List.of(
                Column.words("Stage"),
                Column.words("Recipes"),
                Column.numbers("Seed"),
                Column.numbers("From token"),
                Column.numbers("To token"),
                Column.numbers("First value"),
                Column.numbers("Greatest"),
                Column.numbers("Last value"));
        List<Row> rows = drawings.stream()
                .map(drawing -> {
                    double[] tokens = drawing.curve.tokens();
                    double[] values = drawing.curve.values();
                    return new Row(
                            "",
                            List.of(
                                    Cell.of(drawing.curve.stage()),
                                    Cell.of(drawing.labels()),
                                    Cell.of(Long.toString(drawing.seed)),
                                    Cell.of(Numbers.count(Math.round(tokens[0]))),
                                    Cell.of(Numbers.count(Math.round(tokens[tokens.length - 1]))),
                                    Cell.of(Numbers.significant(values[0])),
                                    Cell.of(Numbers.significant(Arrays.stream(values)
                                            .filter(Double::isFinite)
                                            .max()
                                            .orElse(Double.NaN))),
                                    Cell.of(Numbers.significant(values[values.length - 1]))));
                })
                .toList();
        return new Table("Where each curve starts and ends: " + title.toLowerCase(Locale.ROOT), "", columns, rows);
    }

    /** Few points with few digits: a page of sixty runs stays small. */
    private static List<double[]> thin(Curve curve) {
        List<double[]> points = curve.kind().equals(LEARNING_RATE)
                ? Thinning.shape(curve.tokens(), curve.values(), MAX_POINTS)
                : Thinning.means(curve.tokens(), curve.values(), MAX_POINTS);
        return points.stream()
                .map(point -> new double[] {
                    Math.rint(point[0]),
                    new BigDecimal(point[1]).round(new MathContext(DIGITS)).doubleValue()
                })
                .toList();
    }

    /** One distinct curve and everyone who has it. */
    private record Drawing(Curve curve, long seed, boolean repeated, Set<RecipeResult> recipes) {
        static final String SHARED = "Shared trunk";

        /**
         * Whose the curve is: one recipe, all that branch at one place, or the trunk. A schedule belongs to its branch.
         */
        String owner() {
            if (recipes.size() == 1 && !curve.kind().equals(LEARNING_RATE)) {
                return recipes.iterator().next().label();
            }
            Set<String> branches = recipes.stream()
                    .map(recipe -> recipe.axes().getOrDefault(BRANCH.key(), ""))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            return branches.size() == 1
                    ? "Branch at " + BRANCH.write(branches.iterator().next()) + " of text"
                    : SHARED;
        }

        String labels() {
            return recipes.stream().map(RecipeResult::label).collect(Collectors.joining("; "));
        }

        String name() {
            return curve.stage() + " · " + owner() + " · seed " + seed;
        }
    }
}
