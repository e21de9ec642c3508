// What is overdue and falls due, as a chart. The same numbers stand in tables.
var chart,
  chartWidth = 0,
  chartBy = D.hasTeams ? 'team' : 'duty';
function buildChart() {
  var place = document.getElementById('work-chart');
  if (!place) return;
  if (D.hasTeams) {
    var select = el(
      'select',
      {
        onchange: function () {
          chartBy = select.value;
          drawChart();
        }
      },
      el('option', { value: 'team' }, 'team'),
      el('option', { value: 'duty' }, 'duty')
    );
    place.append(
      el(
        'form',
        {
          onsubmit: function (event) {
            event.preventDefault();
          }
        },
        el('label', { class: 'field' }, 'Chart by', select)
      )
    );
  }
  place.append(
    el('div', { class: 'chart', id: 'work-drawing' }),
    el('p', { class: 'small' }, 'The same numbers stand in the tables below.')
  );
  place.hidden = false;
  drawChart();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawChart);
  matchMedia('print').addEventListener('change', drawChart);
  new ResizeObserver(function () {
    if (chartWidth !== document.getElementById('work-drawing').clientWidth) requestAnimationFrame(drawChart);
  }).observe(document.getElementById('work-drawing'));
}
function drawChart() {
  var groups = {},
    place = document.getElementById('work-drawing'),
    style = getComputedStyle(document.documentElement);
  for (var i = 0; i < rowCount; i++) {
    if (!isAction(i)) continue;
    var name = chartBy === 'team' ? D.teams[cases.team[caseOf(i)]] : D.rules[ruleOf(i)][1];
    var counts = groups[name] || (groups[name] = new Array(D.weeks.length + 2).fill(0));
    if (isOverdue(statusName(i))) counts[statusName(i) === 'overdue' ? 0 : 1]++;
    else
      for (var w = 0; w < D.weeks.length; w++)
        if (rows.due[i] <= D.weeks[w][1]) {
          counts[w + 2]++;
          break;
        }
  }
  function sum(all) {
    return all.reduce(function (a, b) {
      return a + b;
    }, 0);
  }
  var names = Object.keys(groups)
    .sort(function (a, b) {
      return groups[b][0] - groups[a][0] || groups[b][1] - groups[a][1] || sum(groups[b]) - sum(groups[a]) || (a < b ? -1 : 1);
    })
    .slice(0, 40);
  var colour = function (name) {
    return style.getPropertyValue(name).trim();
  };
  var shades = colour('--weeks').split(/\s+/),
    ink = colour('--ink'),
    narrow = place.clientWidth < 560;
  var labels = ['Overdue', 'Overdue unless excused'].concat(
    D.weeks.map(function (week, at) {
      return (at ? 'Week to ' : 'This week, to ') + dayWords(week[1]).replace(/ \d{4}$/, '');
    })
  );
  var series = labels.map(function (label, at) {
    return {
      name: label,
      type: 'bar',
      stack: 'all',
      barMaxWidth: 22,
      data: names.map(function (n) {
        return groups[n][at];
      }),
      emphasis: { disabled: true },
      itemStyle: {
        color:
          at > 1
            ? shades[
                Math.min(
                  shades.length - 1,
                  Math.round(((at - 2) * (shades.length - 1)) / Math.max(1, D.weeks.length - 1))
                )
              ]
            : colour(at ? '--late' : '--not-done'),
        borderColor: colour('--paper'),
        borderWidth: 1
      }
    };
  });
  var legendWidth = sum(
    labels.map(function (label) {
      return 45 + 7 * label.length;
    })
  );
  var top = narrow ? 24 * labels.length : 24 * Math.ceil(legendWidth / place.clientWidth) + 10;
  chartWidth = place.clientWidth;
  place.style.height = top + 30 + names.length * (narrow ? 44 : 32) + 'px';
  if (chart) chart.dispose();
  chart = echarts.init(place, null, { renderer: 'svg' });
  chart.setOption({
    animation: false,
    textStyle: { color: ink, fontFamily: getComputedStyle(document.body).fontFamily },
    aria: {
      enabled: true,
      decal: { show: true, decals: [{ color: 'rgba(0,0,0,0)' }] },
      label: {
        description:
          'Overdue and falling due by ' +
          chartBy +
          ', a bar each, in parts by week. The same numbers stand in a table below the chart.'
      }
    },
    grid: { left: 8, right: 24, top: top, bottom: 8, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      orient: narrow ? 'vertical' : 'horizontal',
      selectedMode: false,
      textStyle: { color: ink }
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      renderMode: 'richText',
      confine: true,
      backgroundColor: colour('--paper'),
      textStyle: { color: ink }
    },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: ink },
      splitLine: { lineStyle: { color: colour('--line') } }
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: names,
      axisLabel: { color: ink, width: narrow ? 110 : 260, lineHeight: 14, overflow: 'break' },
      axisLine: { lineStyle: { color: colour('--line') } },
      axisTick: { show: false }
    },
    series: series
  });
}
