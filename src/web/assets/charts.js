/** Draws each chart from the table of its numbers, stacked bars over time. The library is uPlot, a global. */

const HEIGHT = 180;
const DAY = 86_400;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;
/** In seconds: what a bar stands for, and the steps of the axis, none of which is shorter; undefined: the library's. */
const UNITS = {
  day: { length: DAY, steps: undefined },
  month: {
    length: MONTH,
    steps: [...[1, 2, 3, 4, 6].map((n) => n * MONTH), ...[1, 2, 5, 10].map((n) => n * YEAR)],
  },
};

/** Reads the table: times in epoch seconds, and the values of each series. */
function numbersOf(table) {
  const rows = [...table.tBodies[0].rows];
  const times = rows.map((row) => Date.parse(row.querySelector('time').dateTime) / 1000);
  const series = [...table.tHead.rows[0].cells].slice(1).map((head, index) => ({
    name: head.textContent,
    color: head.dataset.color,
    values: rows.map((row) => Number(row.cells[index + 1].textContent.replaceAll(',', ''))),
  }));
  return { times, series };
}

/** Running sums: each series on top of those before it. */
function stacked(series) {
  let below = series[0].values.map(() => 0);
  return series.map(({ values }) => {
    below = below.map((sum, index) => sum + values[index]);
    return below;
  });
}

function colorOf(name) {
  const styles = getComputedStyle(document.documentElement);
  return styles.getPropertyValue(`--${name === 'accent' ? 'deal' : name}`).trim();
}

function draw(figure) {
  const place = figure.querySelector('.plot');
  const readout = figure.querySelector('.readout');
  const { times, series } = numbersOf(figure.querySelector('table'));
  const { length, steps } = UNITS[figure.dataset.chart];
  for (const part of [figure.querySelector('.legend'), place, readout]) part.hidden = false;
  const names = [...figure.querySelectorAll('tbody time')].map((time) => time.textContent);
  const showValues = (index) => {
    const present = series.filter(({ values }) => values[index] > 0);
    const counts = present.map(({ name, values }) => `${values[index]} ${name}`).join(', ');
    readout.textContent = `${names[index]}: ${counts || 'none'}`;
  };
  const axis = {
    stroke: colorOf('muted'),
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
    grid: { stroke: colorOf('line'), width: 1 },
    ticks: { show: false },
  };
  const bars = uPlot.paths.bars({ size: [0.8, 40], align: 0 });
  const chart = new uPlot(
    {
      width: place.clientWidth,
      height: HEIGHT,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { range: padded(length) }, y: { range: (_chart, _low, high) => [0, Math.max(1, high)] } },
      axes: [
        {
          ...axis,
          size: 28,
          space: 64,
          grid: { show: false },
          ...(steps && { incrs: steps }),
          values: (_chart, splits, _axis, _space, step) => splits.map(timeNames(step)),
        },
        {
          ...axis,
          size: 36,
          space: 40,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000],
        },
      ],
      // The topmost is drawn first, so that each one below covers its own part.
      series: [
        {},
        ...series
          .map(({ color }) => ({ fill: colorOf(color), width: 0, paths: bars, points: { show: false } }))
          .reverse(),
      ],
      hooks: { setCursor: [({ cursor }) => showValues(cursor.idx ?? times.length - 1)] },
    },
    [times, ...stacked(series).reverse()],
    place,
  );
  const resize = new ResizeObserver(() => {
    if (place.clientWidth > 0) chart.setSize({ width: place.clientWidth, height: HEIGHT });
  });
  resize.observe(place);
  return () => {
    resize.disconnect();
    chart.destroy();
  };
}

/** Formats times on the axis, which are `step` seconds apart. */
function timeNames(step) {
  const parts =
    step >= 360 * DAY
      ? { year: 'numeric' }
      : step >= 28 * DAY
        ? { month: 'short', year: 'numeric' }
        : { day: 'numeric', month: 'short' };
  const format = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' });
  return (seconds) => format.format(seconds * 1000);
}

/** Half a bar of room at either end; for a single time the library's own range would extend years beyond it. */
function padded(length) {
  return ({ data: [times] }) => [times[0] - length / 2, times.at(-1) + length / 2];
}

let drawn = [...document.querySelectorAll('[data-chart]')].map(draw);
for (const numbers of document.querySelectorAll('[data-chart] details')) numbers.open = false;
// A canvas keeps the colours it was drawn with, so a change of colour scheme needs a new one.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const remove of drawn) remove();
  drawn = [...document.querySelectorAll('[data-chart]')].map(draw);
});
