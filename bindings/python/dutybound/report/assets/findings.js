// Children and findings: filters and the two tables.
var browser = document.getElementById('browser');
var controls = {};
function choice(name, label, options) {
  var select = el('select', { id: 'filter-' + name, onchange: refresh });
  options.forEach(function (o) {
    select.append(el('option', { value: o[0] }, o[1]));
  });
  controls[name] = select;
  return el('label', { class: 'field' }, label, select);
}
function statusOptions() {
  var options = [
    ['action', 'Overdue, also unless excused, or due by ' + dayWords(D.horizon)],
    ['soon', 'Due by ' + dayWords(D.horizon)],
    ['judged', 'Judged: in time, late, due or overdue'],
    ['unless', 'Late or broken unless excused'],
    ['undecided', 'Could not be judged, for any reason'],
    ['', 'Any']
  ];
  D.statuses.forEach(function (s) {
    options.push([s[0], s[1]]);
  });
  return options;
}
var JUDGED = { overdue: 1, breached: 1, not_in_place: 1, due: 1, met_late: 1, met: 1, in_place: 1, exempt: 1 };
var view = 'findings';
function childButton(c) {
  return el(
    'button',
    {
      type: 'button',
      onclick: function () {
        openChild(c);
      },
      'aria-haspopup': 'dialog'
    },
    cases.id[c] === '' ? '(no id)' : cases.id[c]
  );
}
function childCell(c) {
  return el('span', null, childButton(c), el('span', { class: 'id' }, cases.code[c]));
}
function ruleCell(rule) {
  return el('span', null, D.rules[rule][1], el('span', { class: 'id' }, D.rules[rule][0]));
}
function answer(status) {
  return el('span', { class: 'answer ' + (TONE[D.statuses[status][0]] || '') }, D.statuses[status][1]);
}
function missingCell(item) {
  var set = missingWords(D.missingSets[D.templates[2][itemTemplate[item]]]);
  return set.slice(0, 2).join('; ') + (set.length > 2 ? '; and ' + (set.length - 2) + ' more' : '');
}
/** A record's id as given, else its place: `episodes 1 › assessments 2`. */
function recordWords(r) {
  if (records.id[r] !== null && D.paths[records.path[r]] !== '') return records.id[r];
  return pathWords(
    D.paths[records.path[r]].replace(/\[(\d+)\]/g, function (_, at) {
      return ' ' + (Number(at) + 1);
    })
  );
}
function lateCell(item) {
  var days = column('days', item),
    status = statusName(item);
  if (days === null) return '';
  if (status === 'met')
    return 0 === days ? 'on the last day' : span(Math.abs(days), D.units[rows.unit[item]]) + (days < 0 ? ' early' : '');
  return lateWords(days, D.units[rows.unit[item]]);
}
var findingColumns = [
  {
    label: 'Child',
    sort: function (i) {
      return caseRank[caseOf(i)];
    },
    cell: function (i) {
      return childCell(caseOf(i));
    }
  },
  D.hasTeams && {
    label: 'Team',
    sort: function (i) {
      return teamRank[cases.team[caseOf(i)]];
    },
    cell: function (i) {
      return D.teams[cases.team[caseOf(i)]];
    }
  },
  {
    label: 'Duty or rule',
    sort: function (i) {
      return ruleRank[ruleOf(i)];
    },
    cell: function (i) {
      return ruleCell(ruleOf(i));
    }
  },
  {
    label: 'Status',
    sort: function (i) {
      return statusOf(i);
    },
    cell: function (i) {
      return answer(statusOf(i));
    }
  },
  {
    label: 'Last day',
    sort: function (i) {
      return column('due', i);
    },
    cell: function (i) {
      return D.moments[i] || dayWords(column('due', i));
    }
  },
  {
    label: 'Late or left',
    sort: function (i) {
      return column('days', i);
    },
    first: 'descending',
    cell: lateCell
  },
  {
    label: 'Began',
    sort: function (i) {
      return column('trigger', i);
    },
    cell: function (i) {
      return dayWords(column('trigger', i));
    }
  },
  {
    label: 'Done',
    sort: function (i) {
      return column('done', i);
    },
    cell: function (i) {
      return dayWords(column('done', i));
    }
  },
  {
    label: 'Record',
    cell: function (i) {
      return recordWords(itemRecord[i]);
    }
  },
  { label: 'Missing', cell: missingCell }
].filter(Boolean);
var tally; // of the children shown
function tallied(name) {
  return function (c) {
    return tally[name][c];
  };
}
function numberCell(name) {
  return function (c) {
    return number(tally[name][c]);
  };
}
var childColumns = [
  {
    label: 'Child',
    sort: function (c) {
      return caseRank[c];
    },
    cell: childCell
  },
  D.hasTeams && {
    label: 'Team',
    sort: function (c) {
      return teamRank[cases.team[c]];
    },
    cell: function (c) {
      return D.teams[cases.team[c]];
    }
  },
  { label: 'Overdue', sort: tallied('overdue'), first: 'descending', number: true, cell: numberCell('overdue') },
  { label: 'Late unless excused', sort: tallied('unless'), first: 'descending', number: true, cell: numberCell('unless') },
  { label: 'Due', sort: tallied('due'), first: 'descending', number: true, cell: numberCell('due') },
  {
    label: 'Next last day',
    sort: tallied('next'),
    cell: function (c) {
      return dayWords(tally.next[c]);
    }
  },
  { label: 'Late or broken', sort: tallied('late'), first: 'descending', number: true, cell: numberCell('late') },
  { label: 'Done in time', sort: tallied('met'), first: 'descending', number: true, cell: numberCell('met') },
  {
    label: 'Could not be judged',
    sort: tallied('undecided'),
    first: 'descending',
    number: true,
    cell: numberCell('undecided')
  },
  { label: 'All findings', sort: tallied('all'), first: 'descending', number: true, cell: numberCell('all') }
].filter(Boolean);
var pagers = {};

function buildBrowser() {
  var form = el('form', {
    role: 'search',
    'aria-label': 'Filters',
    onsubmit: function (event) {
      event.preventDefault();
      refresh();
    }
  });
  var views = el('fieldset', null, el('legend', null, 'Show'));
  [
    ['findings', 'findings'],
    ['children', 'children']
  ].forEach(function (v) {
    var radio = el('input', {
      type: 'radio',
      name: 'view',
      value: v[0],
      checked: v[0] === view,
      onchange: function () {
        view = v[0];
        refresh();
      }
    });
    controls['view-' + v[0]] = radio;
    views.append(el('label', null, radio, v[1]));
  });
  var waiting;
  controls.text = el('input', {
    type: 'search',
    id: 'filter-text',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: function () {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, 150);
    }
  });
  var byTitle = D.rules
    .map(function (rule, at) {
      return [String(at), rule[1]];
    })
    .sort(function (a, b) {
      return ruleRank[a[0]] - ruleRank[b[0]];
    });
  form.append(views, el('label', { class: 'field' }, 'Child, code, record or duty', controls.text));
  if (D.hasTeams)
    form.append(
      choice(
        'team',
        'Team',
        [['', 'Any']].concat(
          D.teams.map(function (t, at) {
            return [String(at), t];
          })
        )
      )
    );
  form.append(
    choice('rule', 'Duty or rule', [['', 'Any']].concat(byTitle)),
    choice('status', 'Status', statusOptions()),
    el(
      'button',
      {
        type: 'button',
        onclick: function () {
          clear();
        }
      },
      'Clear the filters'
    )
  );
  browser.append(form);
  ['findings', 'children'].forEach(function (v) {
    var holder = el('div', { id: 'view-' + v });
    browser.append(holder);
    pagers[v] =
      v === 'findings'
        ? new Pager(holder, 'Findings', findingColumns, 'finding')
        : new Pager(holder, 'Children', childColumns, 'child', 'children');
  });
  browser.hidden = false;
}
function clear() {
  ['team', 'rule', 'text'].forEach(function (name) {
    if (controls[name]) controls[name].value = '';
  });
  controls.status.value = 'action';
  refresh();
}

/** The items that the filters let through, in the order of urgency. */
function filtered() {
  var wanted = controls.status.value;
  var dated =
    wanted === 'action' || wanted === 'soon' || wanted === 'due' || isOverdue(wanted) || wanted === 'met_late';
  if (!dated) unfoldAll();
  var rule = controls.rule.value === '' ? -1 : Number(controls.rule.value);
  var team = !D.hasTeams || controls.team.value === '' ? -1 : Number(controls.team.value);
  var words = controls.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  var statusFits = D.statuses.map(function (s) {
    if (wanted === '') return true;
    if (wanted === 'action') return isOverdue(s[0]) || s[0] === 'due';
    if (wanted === 'unless') return UNLESS_EXCUSED[s[0]] === 1;
    if (wanted === 'soon') return s[0] === 'due';
    if (wanted === 'judged') return JUDGED[s[0]] === 1;
    if (wanted === 'undecided') return UNDECIDED[s[0]] === 1;
    return s[0] === wanted;
  });
  var soon = wanted === 'action' || wanted === 'soon';
  var caseText, ruleText, recordText;
  if (words.length) {
    caseText = cases.id.map(function (id, c) {
      return (id + ' ' + cases.code[c]).toLowerCase();
    });
    ruleText = D.rules.map(function (r) {
      return (r[0] + ' ' + r[1]).toLowerCase();
    });
    recordText = records.id.map(function (id, r) {
      return ((id === null ? '' : id) + ' ' + D.paths[records.path[r]]).toLowerCase();
    });
  }
  var found = [],
    size = itemRecord.length;
  for (var i = 0; i < size; i++) {
    var template = itemTemplate[i],
      r = itemRecord[i];
    if (!statusFits[D.templates[1][template]]) continue;
    if (rule >= 0 && D.templates[0][template] !== rule) continue;
    var c = records.case[r];
    if (team >= 0 && cases.team[c] !== team) continue;
    if (soon && !isAction(i)) continue;
    if (words.length) {
      var ruleHas = ruleText[D.templates[0][template]],
        all = true;
      for (var w = 0; w < words.length && all; w++)
        all =
          caseText[c].indexOf(words[w]) >= 0 || ruleHas.indexOf(words[w]) >= 0 || recordText[r].indexOf(words[w]) >= 0;
      if (!all) continue;
    }
    found.push(i);
  }
  if (found.length <= 200000) {
    found.sort(function (a, b) {
      return (
        statusOf(a) - statusOf(b) ||
        (column('due', a) === null ? Infinity : column('due', a)) -
          (column('due', b) === null ? Infinity : column('due', b)) ||
        0 ||
        caseRank[caseOf(a)] - caseRank[caseOf(b)] ||
        a - b
      );
    });
  }
  return found;
}
function children(found) {
  tally = {};
  ['overdue', 'unless', 'due', 'late', 'met', 'undecided', 'all'].forEach(function (name) {
    tally[name] = new Int32Array(caseCount);
  });
  tally.next = new Array(caseCount).fill(null);
  var into = {
    overdue: 'overdue',
    due: 'due',
    met_late: 'late',
    breached: 'late',
    met: 'met',
    overdue_unless_excused: 'unless',
    breached_unless_excused: 'unless',
    met_late_unless_excused: 'unless',
    indeterminate: 'undecided',
    data_error: 'undecided',
    not_in_force: 'undecided'
  };
  var statusInto = D.statuses.map(function (s) {
    return into[s[0]];
  });
  found.forEach(function (i) {
    var c = caseOf(i),
      name = statusInto[statusOf(i)];
    tally.all[c]++;
    if (name) tally[name][c]++;
    if (name === 'due') {
      var due = column('due', i);
      if (due !== null && (tally.next[c] === null || due < tally.next[c])) tally.next[c] = due;
    }
  });
  var shown = [];
  for (var c = 0; c < caseCount; c++) if (tally.all[c]) shown.push(c);
  shown.sort(function (a, b) {
    return tally.overdue[b] - tally.overdue[a] || tally.unless[b] - tally.unless[a] || tally.due[b] - tally.due[a] || caseRank[a] - caseRank[b];
  });
  return shown;
}
function refresh() {
  var found = filtered();
  document.getElementById('view-findings').hidden = view !== 'findings';
  document.getElementById('view-children').hidden = view !== 'children';
  if (view === 'findings') pagers.findings.set(found);
  else pagers.children.set(children(found));
}
