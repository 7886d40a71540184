// Draws <c-chart>: bars and lines over categories, in the colours of the theme around them, as SVG.
//
// figure[data-chart]                 data-engine is the address of ECharts, loaded when a chart comes near the screen
//   [data-chart-drawing]             where it is drawn
//   script[type="application/json"]  {categories, series: [{label, values, kind, format, …}]}, of b2b_portal/lib/charts.py
//
// Numbers are written by Intl, in the language of the page. The table beside the drawing is the server's.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const contrast = matchMedia("(prefers-contrast: more)");
const printing = matchMedia("print");
const drawn = new Map();

/** A function that writes the figures of one series; without `digits` as many as it needs. */
function writerOf({ format, currency, unit, digits }, isAxis) {
  const exactly = (places) => ({ minimumFractionDigits: places, maximumFractionDigits: places });
  const places = isAxis ? { maximumFractionDigits: 2 } : exactly(digits);
  const styles = {
    number: places,
    percent: { style: "percent", ...places },
    money: { style: "currency", currency, ...(isAxis ? exactly(0) : {}) },
  };
  const writer = new Intl.NumberFormat(document.documentElement.lang, styles[format]);
  const numberOf = (value) => (value === null || value === "" || Number.isNaN(Number(value)) ? null : Number(value));
  return (value) => (numberOf(value) === null ? "–" : writer.format(numberOf(value)) + (unit ? `\u00a0${unit}` : ""));
}

/** A function that says what a custom property means here: light or dark as the theme around `element`. */
function coloursAt(element) {
  const probe = document.createElement("span");
  probe.style.transitionProperty = "none"; // or it still has its last colour when it is asked
  element.append(probe);
  const colours = new Proxy({}, {
    get(_, name) {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    },
  });
  return { colours, done: () => probe.remove() };
}

function seriesOf(one, colours) {
  const colour = colours[`chart-${one.tone}`];
  const shared = {
    name: one.label,
    type: one.kind,
    data: one.values.map((value) => (value === null ? null : Number(value))),
    stack: one.stack || undefined,
    yAxisIndex: one.axis === "right" ? 1 : 0,
    tooltip: { valueFormatter: writerOf(one, false) },
  };
  if (one.kind === "bar") {
    const itemStyle = { color: colour, borderRadius: [3, 3, 0, 0] };
    return { ...shared, itemStyle, barMaxWidth: 56, emphasis: { disabled: true } };
  }
  return {
    ...shared,
    z: 3,
    symbol: "circle",
    symbolSize: 9,
    lineStyle: { color: colour, width: 2 },
    itemStyle: { color: colours["tblr-bg-surface"], borderColor: colour, borderWidth: 2 },
    emphasis: { disabled: true },
  };
}

function valueAxisOf(series, side, colours) {
  const mine = series.filter((one) => one.axis === side);
  return {
    type: "value",
    position: side,
    show: mine.length > 0,
    axisLabel: { color: colours["tblr-secondary-color"], formatter: mine.length ? writerOf(mine[0], true) : undefined },
    splitLine: { show: side === "left", lineStyle: { color: colours["tblr-border-color"] } },
    alignTicks: side === "right",
    minInterval: mine.every((one) => one.format === "number" && !one.digits) ? 1 : 0,
  };
}

function categoryAxisOf(categories, width, colours) {
  const room = Math.floor((width * 0.82) / categories.length) - 4;
  return {
    type: "category",
    data: categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colours["tblr-secondary-color"] } },
    axisLabel: {
      color: colours["tblr-secondary-color"],
      lineHeight: 15,
      ...(room > 40 ? { interval: 0, width: room, overflow: "break" } : { hideOverlap: true }),
    },
  };
}

function legendOf(series, colours) {
  const entry = ({ label, kind }) => (kind === "bar" ? { name: label, icon: "roundRect" } : { name: label });
  return {
    show: series.length > 1,
    data: series.map(entry),
    top: 0,
    right: 0,
    itemWidth: 16,
    itemHeight: 11,
    selectedMode: false,
    textStyle: { color: colours["tblr-body-color"] },
  };
}

function optionOf({ categories, series }, element, animation) {
  const { colours, done } = coloursAt(element);
  const option = {
    animation: animation && !still.matches,
    animationDuration: 400,
    aria: { enabled: contrast.matches, label: { enabled: false }, decal: { show: contrast.matches } },
    textStyle: { fontFamily: getComputedStyle(element).fontFamily, fontSize: 12 },
    grid: {
      left: 4,
      right: 4,
      top: series.length > 1 ? 40 : 12,
      bottom: 4,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    legend: legendOf(series, colours),
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      axisPointer: { type: "shadow", shadowStyle: { color: colours["tblr-border-color"], opacity: 0.35 } },
      backgroundColor: colours["tblr-bg-surface"],
      borderColor: colours["tblr-border-color"],
      textStyle: { color: colours["tblr-body-color"] },
    },
    xAxis: categoryAxisOf(categories, element.clientWidth, colours),
    yAxis: [valueAxisOf(series, "left", colours), valueAxisOf(series, "right", colours)],
    series: series.map((one) => seriesOf(one, colours)),
  };
  done();
  return option;
}

function redraw(element) {
  const { chart, data } = drawn.get(element);
  if (!element.clientWidth) return;
  chart.resize();
  chart.setOption(optionOf(data, element, false), { notMerge: true });
}

const redrawAll = () => [...drawn.keys()].forEach(redraw);
const sizes = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const known = drawn.get(target);
    if (!known || known.width === contentRect.width) continue;
    known.width = contentRect.width;
    redraw(target);
  }
});

async function draw(figure) {
  const element = figure.querySelector("[data-chart-drawing]");
  const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  await import(figure.dataset.engine);
  const chart = window.echarts.init(element, null, { renderer: "svg" });
  drawn.set(element, { chart, data, width: element.clientWidth });
  chart.setOption(optionOf(data, element, true));
  sizes.observe(element);
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "400px" },
);

function watch() {
  for (const [element, { chart }] of drawn) {
    if (element.isConnected) continue;
    chart.dispose();
    drawn.delete(element);
  }
  for (const figure of document.querySelectorAll("[data-chart]:not([data-watched])")) {
    figure.dataset.watched = "";
    near.observe(figure);
  }
}

watch();
document.addEventListener("htmx:afterSettle", watch);
new MutationObserver(redrawAll).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
printing.addEventListener("change", redrawAll);
contrast.addEventListener("change", redrawAll);
