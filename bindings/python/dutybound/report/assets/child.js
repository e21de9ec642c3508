// One child: its clocks as drawings and as a list, and everything else that was found.
var dialog = document.getElementById('child');
var caseItems = null;
function itemsOf(c) {
  unfoldAll();
  if (!caseItems) {
    // where each case's items begin, in one pass
    caseItems = new Array(caseCount);
    for (var i = 0; i < itemRecord.length; i++) {
      var at = caseOf(i);
      (caseItems[at] || (caseItems[at] = [])).push(i);
    }
  }
  return caseItems[c] || [];
}
/** Days that their weekday would make working days and that a clock in working days steps over. */
function skipped(item) {
  if (D.units[rows.unit[item]] !== 'working_days' || rows.trigger[item] === null || rows.due[item] === null) return [];
  return D.holidays.filter(function (h) {
    return h[0] > rows.trigger[item] && h[0] <= rows.due[item];
  });
}
function clockWords(item) {
  var parts = [],
    due = rows.due[item],
    status = statusName(item),
    why = D.why[item];
  if (rows.trigger[item] !== null) parts.push('Began ' + dayWords(rows.trigger[item]) + '.');
  if (due !== null)
    parts.push(
      'Last day ' + (D.moments[item] ? dayWords(due) + ', ' + D.moments[item].slice(11) : dayWords(due)) + '.'
    );
  if (rows.done[item] !== null)
    parts.push('Done ' + dayWords(rows.done[item]) + (lateCell(item) ? ', ' + lateCell(item) : '') + '.');
  else if (isOverdue(status) || status === 'due')
    parts.push('Not done on ' + dayWords(D.asAt) + ': ' + lateCell(item) + '.');
  var free = skipped(item);
  if (free.length && !(why && why[1]))
    parts.push(
      'Skipped: ' +
        free
          .map(function (h) {
            return h[1] + ' ' + dayWords(h[0]);
          })
          .join(', ') +
        '.'
    );
  if (why && why[1]) parts.push(why[1] + (/[.!?]$/.test(why[1]) ? '' : '.'));
  return parts.join(' ');
}
function drawing(item, from, days) {
  function x(day) {
    return ((100 * (day - from)) / days).toFixed(2) + '%';
  }
  function wide(first, last) {
    return Math.max(0.2, (100 * (last - first)) / days).toFixed(2) + '%';
  }
  var picture = svg(
    'svg',
    { height: 18, 'aria-hidden': 'true', focusable: 'false' },
    svg('rect', { class: 'track', x: 0, y: 3, width: '100%', height: 12 })
  );
  var start = rows.trigger[item],
    due = rows.due[item],
    done = rows.done[item];
  if (start !== null && due !== null)
    picture.append(
      svg('rect', {
        class: 'period',
        x: x(Math.min(start, due)),
        y: 3,
        width: wide(Math.min(start, due), Math.max(start, due) + 1),
        height: 12
      })
    );
  var until = done !== null ? done : isOverdue(statusName(item)) ? D.asAt : null;
  if (due !== null && until !== null && until > due)
    picture.append(svg('rect', { class: 'beyond', x: x(due + 1), y: 6, width: wide(due + 1, until + 1), height: 6 }));
  skipped(item).forEach(function (h) {
    picture.append(svg('rect', { class: 'holiday', x: x(h[0]), y: 3, width: wide(h[0], h[0] + 1), height: 12 }));
  });
  if (due !== null) picture.append(svg('line', { class: 'last', x1: x(due + 1), x2: x(due + 1), y1: 1, y2: 17 }));
  if (done !== null) picture.append(svg('circle', { class: 'done', cx: x(done + 0.5), cy: 9, r: 4 }));
  picture.append(svg('line', { class: 'as-at', x1: x(D.asAt + 0.5), x2: x(D.asAt + 0.5), y1: 0, y2: 18 }));
  return picture;
}
function axis(from, days) {
  var picture = svg('svg', { class: 'axis', height: 18, 'aria-hidden': 'true', focusable: 'false' });
  var step = days > 1500 ? 12 : days > 500 ? 6 : days > 200 ? 3 : 1;
  var first = date(from),
    year = first.getUTCFullYear(),
    month = Math.ceil((first.getUTCMonth() + (first.getUTCDate() > 1 ? 1 : 0)) / step) * step;
  for (; ; month += step) {
    var day = Math.round(Date.UTC(year, month, 1) / 86400000);
    if (day >= from + days * 0.94) break;
    var x = ((100 * (day - from)) / days).toFixed(2) + '%',
      at = date(day);
    picture.append(
      svg('line', { x1: x, x2: x, y1: 0, y2: 18 }),
      svg(
        'text',
        { x: x, y: 13, dx: 3 },
        step === 12 ? String(at.getUTCFullYear()) : MONTHS[at.getUTCMonth()] + ' ' + at.getUTCFullYear()
      )
    );
  }
  return picture;
}
function openChild(c) {
  var items = itemsOf(c),
    dated = items.filter(function (i) {
      return i < rowCount && rows.due[i] !== null;
    });
  dated.sort(function (a, b) {
    return (
      (rows.trigger[a] === null ? rows.due[a] : rows.trigger[a]) -
        (rows.trigger[b] === null ? rows.due[b] : rows.trigger[b]) || rows.due[a] - rows.due[b]
    );
  });
  dialog.textContent = '';
  var close = el(
    'button',
    {
      type: 'button',
      onclick: function () {
        dialog.close();
      }
    },
    'Close'
  );
  dialog.append(
    el(
      'div',
      { class: 'top' },
      el('h2', { id: 'child-title' }, 'Child ' + (cases.id[c] === '' ? '(no id)' : cases.id[c])),
      close
    )
  );
  var counts = {};
  items.forEach(function (i) {
    counts[statusOf(i)] = (counts[statusOf(i)] || 0) + 1;
  });
  dialog.append(
    el(
      'p',
      null,
      'Code ' +
        cases.code[c] +
        (D.hasTeams ? '; ' + D.teams[cases.team[c]] : '') +
        '; as at ' +
        dayWords(D.asAt) +
        '. ' +
        count(items.length, 'finding') +
        ': ' +
        Object.keys(counts)
          .map(function (s) {
            return number(counts[s]) + ' ' + D.statuses[s][1].toLowerCase();
          })
          .join(', ') +
        '.'
    )
  );
  var known = dated.filter(function (i) {
    return !UNDECIDED[statusName(i)];
  });
  dialog.append(el('h3', null, 'Clocks'));
  if (dated.length) {
    var days = [D.asAt];
    dated.forEach(function (i) {
      [rows.trigger[i], rows.due[i], rows.done[i]].forEach(function (d) {
        if (d !== null) days.push(d);
      });
    });
    var from = Math.min.apply(null, days),
      all = Math.max.apply(null, days) - from + 2;
    dialog.append(
      el(
        'ul',
        { class: 'marks', 'aria-label': 'What the drawings mean' },
        key('--band', 'from the start to the last day'),
        key('--not-done', 'past the last day'),
        key('--bank', 'bank holiday skipped'),
        el('li', null, '● done'),
        el('li', null, '┆ ' + dayWords(D.asAt))
      ),
      axis(from, all)
    );
    var list = el('ol', { class: 'clocks', 'aria-label': 'Clocks of this child, earliest first' });
    known
      .concat(
        dated.filter(function (i) {
          return UNDECIDED[statusName(i)];
        })
      )
      .forEach(function (i) {
        list.append(
          el(
            'li',
            null,
            el(
              'p',
              null,
              el('strong', null, D.rules[ruleOf(i)][1]),
              ' ',
              answer(statusOf(i)),
              ' ',
              el('span', { class: 'small' }, recordWords(itemRecord[i]))
            ),
            drawing(i, from, all),
            el('p', null, clockWords(i)),
            (UNDECIDED[statusName(i)] || UNLESS_EXCUSED[statusName(i)]) && missingCell(i)
              ? el(
                  'p',
                  { class: 'small' },
                  'Not recorded: ' + missingWords(D.missingSets[D.templates[2][itemTemplate[i]]]).join('; ')
                )
              : null,
            D.rules[ruleOf(i)][2]
              ? el(
                  'p',
                  { class: 'small' },
                  'Asks: ' + D.rules[ruleOf(i)][2] + ' (' + D.rules[ruleOf(i)][4] + '; ' + D.rules[ruleOf(i)][5] + ')'
                )
              : null
          )
        );
      });
    dialog.append(list);
  } else dialog.append(el('p', null, 'No clock with a last day runs or ran for this child.'));
  groups(
    c,
    items.filter(function (i) {
      return dated.indexOf(i) < 0;
    })
  );
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  close.focus();
}
function key(colour, words) {
  var mark = el('span', { class: 'key' });
  mark.style.background = 'var(' + colour + ')';
  return el('li', null, mark, ' ' + words);
}
/** The findings without a last day, by status; each status folded, and its list made when it is opened. */
function groups(c, items) {
  var errors = D.errors.filter(function (e) {
    return e[0] === c;
  });
  if (errors.length) {
    dialog.append(el('h3', null, 'Impossible data'));
    var list = el('ul', null);
    errors.forEach(function (e) {
      list.append(el('li', null, errorPlace(e) + ': ' + (e[5] === '' ? '' : e[5] + '. ') + e[6]));
    });
    dialog.append(list);
  }
  var by = {};
  items.forEach(function (i) {
    (by[statusOf(i)] || (by[statusOf(i)] = [])).push(i);
  });
  if (Object.keys(by).length) dialog.append(el('h3', null, 'Everything else'));
  Object.keys(by).forEach(function (s) {
    var fold = el('details', null, el('summary', null, D.statuses[s][1] + ' (' + number(by[s].length) + ')'));
    fold.addEventListener('toggle', function () {
      if (fold.children.length > 1) return;
      var list = el('ul', { class: 'waits' });
      by[s].forEach(function (i) {
        var missing = missingWords(D.missingSets[D.templates[2][itemTemplate[i]]]),
          outcome = D.templates[3][itemTemplate[i]];
        list.append(
          el(
            'li',
            null,
            D.rules[ruleOf(i)][1] + (outcome ? ': ' + outcome.replace(/_/g, ' ') : ''),
            D.paths[records.path[itemRecord[i]]]
              ? el('span', { class: 'small' }, ' ' + recordWords(itemRecord[i]))
              : null,
            missing.length ? el('span', { class: 'id' }, 'Not recorded: ' + missing.join('; ')) : null
          )
        );
      });
      fold.append(el('p', { class: 'small' }, D.statuses[s][2] ? D.statuses[s][2] + '.' : ''), list);
    });
    dialog.append(fold);
  });
}
