// Draws the charts of the report from the data in the page. Colors are the page's CSS variables, so that a change of
// scheme, or paper, needs no redraw. Texts are only ever set as text.
(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("report-data").textContent);
  const font = getComputedStyle(document.body).fontFamily;
  const narrow = matchMedia("(max-width: 40rem)");
  const words = { color: "var(--ink-2)", fontFamily: font, fontSize: 12 };
  const charts = [];

  const series = n => `var(--series-${n})`;
  const known = value => value !== null && value !== undefined;
  const score = value => known(value) ? value.toFixed(2).replace("-", "−") : "–";
  const bounds = value => known(value.low) ? ` [${score(value.low)}, ${score(value.high)}]` : " (no interval)";

  function tokens(value) {
    if (value >= 1e9) return `${+(value / 1e9).toFixed(2)} G`;
    if (value >= 1e6) return `${+(value / 1e6).toFixed(2)} M`;
    return value >= 1e3 ? `${+(value / 1e3).toFixed(1)} k` : `${value}`;
  }

  function tip(title, lines) {
    const box = document.createElement("div");
    box.className = "tip";
    const head = document.createElement("strong");
    head.textContent = title;
    box.append(head);
    for (const line of lines) {
      const row = document.createElement("div");
      row.textContent = line;
      box.append(row);
    }
    return box;
  }

  function base() {
    return {
      animation: false,
      textStyle: words,
      grid: { left: 6, right: 18, top: 14, bottom: 30, containLabel: true },
      tooltip: {
        trigger: "item", confine: true, transitionDuration: 0, padding: [6, 10], borderWidth: 1,
        backgroundColor: "var(--panel)", borderColor: "var(--line)", extraCssText: "box-shadow: none;",
      },
    };
  }

  function axis(extra) {
    return Object.assign({
      type: "value", axisLabel: words, axisLine: { show: true, lineStyle: { color: "var(--ink-3)" } }, axisTick: { show: false },
      splitLine: { lineStyle: { color: "var(--line-2)" } }, nameTextStyle: words,
    }, extra);
  }

  // Series that meet at one place are set beside the first, which keeps its place: right, left, further right. However many
  // they are, the outermost stays nearer to its own place than to the next.
  function beside(panel, place) {
    const places = [...new Set(panel.series.flatMap(line => line.points.map(point => point.x)))].sort((a, b) => a - b);
    const gap = Math.min(...places.slice(1).map((x, i) => x - places[i]), panel.axis.to - panel.axis.from);
    const outermost = Math.max(1, Math.ceil((panel.series.length - 1) / 2));
    const step = Math.min((panel.axis.to - panel.axis.from) * (narrow.matches ? 0.03 : 0.022), 0.3 * gap / outermost);
    return (place % 2 === 1 ? 1 : -1) * Math.ceil(place / 2) * step;
  }

  function scoreSeries(panel, line, place, set) {
    const color = series(line.look.color);
    const shift = beside(panel, place);
    const points = line.points.filter(point => known(point.values[set].y));
    const at = (point, y, extra) => Object.assign({ value: [point.x + shift, y], point, line }, extra);
    const intervals = points.filter(point => known(point.values[set].low)).flatMap(point => [
      { value: [point.x + shift, point.values[set].low] }, { value: [point.x + shift, point.values[set].high] },
      { value: [point.x + shift, "-"] }]);
    const floors = points.filter(point => known(point.values[set].floor));
    const seeds = points.flatMap(point => point.values[set].seeds.filter(seed => known(seed.y)).map(seed => at(point, seed.y, { seed })));
    const still = { animation: false, emphasis: { disabled: true } };
    return [
      Object.assign({
        type: "scatter", symbol: "rect", symbolSize: [22, 3], z: 2, data: floors.map(point => at(point, point.values[set].floor, { floor: true })),
        itemStyle: { color: "var(--ink-3)", opacity: 0.75 },
      }, still),
      Object.assign({
        type: "line", symbol: "rect", symbolSize: [9, 1.6], showAllSymbol: true, silent: true, z: 3, data: intervals,
        lineStyle: { color: color, width: 1.8 }, itemStyle: { color: color },
      }, still),
      Object.assign({
        type: "line", symbol: line.look.symbol, symbolSize: 10, showAllSymbol: true, z: 4, data: points.map(point => at(point, point.values[set].y)),
        lineStyle: { color: color, width: 2, type: line.look.dash, opacity: panel.join ? 1 : 0 }, itemStyle: { color: color, opacity: 1 },
      }, still),
      Object.assign({
        type: "scatter", symbol: "circle", symbolSize: 6, symbolOffset: [9, 0], z: 5, data: seeds,
        itemStyle: { color: "var(--panel)", borderColor: color, borderWidth: 1.4 },
      }, still),
    ];
  }

  function scoreTip({ data: { point, line, seed, floor } }, set) {
    const value = point.values[set];
    if (floor) return tip(point.recipe, [`image withheld: ${score(value.floor)}`]);
    if (seed) return tip(point.recipe, [`seed ${seed.seed}: ${score(seed.y)}`]);
    return tip(point.recipe, [score(value.y) + bounds(value), line.name]);
  }

  function scoreOption(panel, set) {
    const option = base();
    const drawn = panel.series.flatMap((line, place) => scoreSeries(panel, line, place, set));
    drawn[0].markLine = {
      silent: true, symbol: "none", animation: false, data: [{ yAxis: 0 }], label: { show: false },
      lineStyle: { color: "var(--ink-3)", type: "solid", width: 1 },
    };
    option.tooltip.formatter = item => scoreTip(item, set);
    option.xAxis = axis({
      min: panel.axis.from, max: panel.axis.to, interval: panel.axis.step, splitLine: { show: false }, name: panel.axis.title,
      nameLocation: "middle", nameGap: 30,
      axisLabel: Object.assign({ formatter: value => panel.axis.names[String(value)] || "" }, words),
      axisLine: { show: true, onZero: false, lineStyle: { color: "var(--ink-3)" } },
    });
    option.yAxis = axis({ axisLine: { show: false }, axisLabel: Object.assign({ formatter: value => Math.abs(value) < 1e-9 ? "chance" : score(value) }, words) });
    if (!drawn.some(one => one.data.length)) {
      option.graphic = { type: "text", left: "center", top: "middle", style: { text: "No stable task", fill: "var(--ink-2)", font: `14px ${font}` } };
      option.yAxis.min = 0;
      option.yAxis.max = 1;
    }
    option.series = drawn;
    return option;
  }

  function curveOption(panel) {
    const option = base();
    option.tooltip.trigger = "axis";
    option.tooltip.axisPointer = { type: "line", lineStyle: { color: "var(--ink-3)" } };
    option.tooltip.formatter = items => {
      const rows = items.slice(0, 8).map(item => `${item.seriesName}: ${Number(item.value[1].toPrecision(3))}`);
      return tip(`${tokens(Math.round(items[0].value[0]))} tokens`, items.length > 8 ? rows.concat(`and ${items.length - 8} more`) : rows);
    };
    option.xAxis = axis({ name: "tokens seen", nameLocation: "middle", nameGap: 30, min: 0, max: "dataMax", splitLine: { show: false },
      axisLabel: Object.assign({ formatter: tokens, hideOverlap: true, showMaxLabel: false }, words) });
    option.yAxis = axis({ scale: !panel.fromZero, axisLine: { show: false },
      axisLabel: Object.assign({ formatter: value => String(Number(value.toPrecision(3))) }, words) });
    option.series = panel.series.map(line => ({
      type: "line", name: line.name, data: line.points, showSymbol: line.points.length === 1, symbol: "circle", symbolSize: 6, animation: false,
      emphasis: { disabled: true }, itemStyle: { color: series(line.look.color) }, z: line.look.color === 0 ? 2 : 3,
      lineStyle: { color: series(line.look.color), width: line.thin ? 0.9 : 1.9, opacity: line.thin ? 0.55 : 1, type: line.look.dash },
    }));
    return option;
  }

  function draw(entry, set) {
    entry.chart.setOption(entry.panel.type === "scores" ? scoreOption(entry.panel, set) : curveOption(entry.panel), true);
    fit(entry);
  }

  // On paper the drawing scales with the column; the library gives it a fixed size in pixels.
  function fit(entry) {
    const drawing = entry.box.querySelector("svg");
    drawing.setAttribute("viewBox", `0 0 ${entry.chart.getWidth()} ${entry.chart.getHeight()}`);
  }

  function chosenSet() {
    const checked = document.querySelector("#task-set input:checked");
    return checked ? checked.value : "all";
  }

  document.documentElement.classList.add("scripted");
  for (const [id, panel] of Object.entries(data)) {
    const box = document.getElementById(id);
    const entry = { box, panel, chart: echarts.init(box, null, { renderer: "svg" }) };
    charts.push(entry);
    draw(entry, chosenSet());
    let width = box.clientWidth;
    new ResizeObserver(() => {
      if (box.clientWidth && box.clientWidth !== width && !matchMedia("print").matches) {
        width = box.clientWidth;
        entry.chart.resize();
        fit(entry);
      }
    }).observe(box);
  }

  const choice = document.getElementById("task-set");
  if (choice) {
    choice.hidden = false;
    choice.addEventListener("change", () => charts.forEach(entry => draw(entry, chosenSet())));
  }
})();
