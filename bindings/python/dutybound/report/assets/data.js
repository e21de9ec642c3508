// The data and words for it: what every other part uses.
var D = JSON.parse(document.getElementById('data').textContent);
var rows = D.rows,
  records = D.records,
  cases = D.cases;
var rowCount = rows.record.length,
  caseCount = cases.id.length;
var UNDECIDED = { indeterminate: 1, data_error: 1, not_in_force: 1 };
var UNLESS_EXCUSED = { overdue_unless_excused: 1, breached_unless_excused: 1, met_late_unless_excused: 1 };
var TONE = {
  overdue: 'bad',
  breached: 'bad',
  not_in_place: 'bad',
  due: 'open',
  met_late: 'open',
  overdue_unless_excused: 'open',
  breached_unless_excused: 'open',
  met_late_unless_excused: 'open',
  met: 'good',
  in_place: 'good'
};

var DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']; // 1 January 1970 was a Thursday
var MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
function date(day) {
  return new Date(day * 86400000);
}
function dayWords(day) {
  if (day === null) return '';
  var at = date(day);
  return DAYS[((day % 7) + 7) % 7] + ' ' + at.getUTCDate() + ' ' + MONTHS[at.getUTCMonth()] + ' ' + at.getUTCFullYear();
}
function number(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
function count(n, noun, several) {
  return number(n) + ' ' + (n === 1 ? noun : several || noun + 's');
}
function span(n, unit) {
  var noun = (unit || 'days').replace(/_/g, ' ');
  return number(n) + ' ' + (n === 1 ? noun.replace(/s$/, '') : noun);
}
function lateWords(days, unit) {
  return days === null
    ? ''
    : days === 0
      ? 'last day today'
      : span(Math.abs(days), unit) + (days > 0 ? ' late' : ' left');
}
function missingWords(set) {
  return set.map(function (at) {
    return pathWords(D.missing[at][0]);
  });
}
function pathWords(path) {
  return path.replace(/\[\]/g, '').replace(/_/g, ' ').replace(/\./g, ' › ');
}

function isOverdue(status) {
  return status === 'overdue' || status === 'overdue_unless_excused';
}

/** An element with attributes and children; text enters as text, never as markup. */
function el(name, attributes) {
  var made = document.createElement(name);
  fill(made, attributes, arguments);
  return made;
}
function svg(name, attributes) {
  var made = document.createElementNS('http://www.w3.org/2000/svg', name);
  fill(made, attributes, arguments);
  return made;
}
function fill(made, attributes, all) {
  for (var key in attributes || {}) {
    var value = attributes[key];
    if (value === null || value === undefined || value === false) continue;
    if (key.slice(0, 2) === 'on') made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  for (var i = 2; i < all.length; i++) if (all[i] !== null && all[i] !== undefined) made.append(all[i]);
}

var itemRecord = rows.record,
  itemTemplate = rows.template,
  allItems = false;
/** Unfolds every record's set; a large caseload has a million, so only once somebody asks for one. */
function unfoldAll() {
  if (allItems) return;
  allItems = true;
  var total = rowCount;
  for (var r = 0; r < records.case.length; r++) total += D.profiles[records.profile[r]].length;
  var record = new Int32Array(total),
    template = new Int32Array(total);
  record.set(rows.record);
  template.set(rows.template);
  var at = rowCount;
  for (r = 0; r < records.case.length; r++) {
    var set = D.profiles[records.profile[r]];
    for (var i = 0; i < set.length; i++) {
      record[at] = r;
      template[at++] = set[i];
    }
  }
  itemRecord = record;
  itemTemplate = template;
}
function statusOf(item) {
  return D.templates[1][itemTemplate[item]];
}
function ruleOf(item) {
  return D.templates[0][itemTemplate[item]];
}
function caseOf(item) {
  return records.case[itemRecord[item]];
}
function column(name, item) {
  return item < rowCount ? rows[name][item] : null;
}
function statusName(item) {
  return D.statuses[statusOf(item)][0];
}
function isAction(item) {
  var status = statusName(item);
  return rows.due[item] !== null && (isOverdue(status) || (status === 'due' && rows.due[item] <= D.horizon));
}

function ranks(values) {
  var order = values.map(function (_, i) {
    return i;
  });
  var compare = new Intl.Collator('en-GB', { numeric: true }).compare;
  order.sort(function (a, b) {
    return compare(values[a], values[b]);
  });
  var rank = new Array(values.length);
  order.forEach(function (value, place) {
    rank[value] = place;
  });
  return rank;
}
var caseRank = ranks(cases.id),
  ruleRank = ranks(
    D.rules.map(function (rule) {
      return rule[1];
    })
  ),
  teamRank = ranks(D.teams);
