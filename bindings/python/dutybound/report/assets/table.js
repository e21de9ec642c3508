// A table in pages, which sorts.
/** columns: {label, sort: item -> number or null (absent: not sortable), cell: item -> text or node, number: bool, first: 'descending'}. */
function Pager(place, caption, columns, noun, several) {
  var self = this,
    size = 50,
    page = 0,
    items = [],
    by = null,
    down = false;
  var said = el('p', { role: 'status', class: 'said' });
  var body = el('tbody', { role: 'rowgroup' });
  var heads = columns.map(function (c, at) {
    var button =
      c.sort &&
      el(
        'button',
        {
          type: 'button',
          onclick: function () {
            sortBy(at);
          }
        },
        c.label
      );
    return el('th', { scope: 'col', role: 'columnheader', class: c.number ? 'number' : null }, button || c.label);
  });
  var head = el('tr', { role: 'row' });
  head.append.apply(head, heads);
  var table = el(
    'table',
    { role: 'table', class: 'cards' },
    el('caption', null, caption),
    el('thead', { role: 'rowgroup' }, head),
    body
  );
  var scroll = el('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' }, table);
  var before = el(
    'button',
    {
      type: 'button',
      onclick: function () {
        page--;
        show();
      }
    },
    'Previous page'
  );
  var after = el(
    'button',
    {
      type: 'button',
      onclick: function () {
        page++;
        show();
      }
    },
    'Next page'
  );
  var sizes = el('select', {
    onchange: function () {
      size = Number(sizes.value);
      page = 0;
      show();
    }
  });
  [50, 200, 1000].forEach(function (n) {
    sizes.append(el('option', { value: n }, number(n)));
  });
  var pages = el('div', { class: 'pages' }, before, after, el('label', { class: 'field' }, 'Rows in a page', sizes));
  place.append(said, scroll, pages);

  function sortBy(at) {
    down = by === at ? !down : columns[at].first === 'descending';
    by = at;
    sort();
    page = 0;
    show();
  }
  function sort() {
    heads.forEach(function (head, at) {
      if (at === by) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
    if (by === null) return;
    var key = columns[by].sort,
      sign = down ? -1 : 1;
    var keyed = items.map(function (item, place) {
      return [key(item), place, item];
    });
    keyed.sort(function (a, b) {
      // what has no value stays at the end either way
      if (a[0] === b[0]) return a[1] - b[1];
      if (a[0] === null) return 1;
      if (b[0] === null) return -1;
      return (a[0] - b[0]) * sign;
    });
    items = keyed.map(function (k) {
      return k[2];
    });
  }
  function show() {
    var last = Math.max(0, Math.ceil(items.length / size) - 1);
    page = Math.min(Math.max(page, 0), last);
    var from = page * size,
      shown = items.slice(from, from + size);
    body.textContent = '';
    shown.forEach(function (item) {
      var line = el('tr', { role: 'row' });
      columns.forEach(function (c, at) {
        var cell = c.cell(item);
        line.append(
          el(
            at ? 'td' : 'th',
            {
              scope: at ? null : 'row',
              role: at ? 'cell' : 'rowheader',
              'data-label': c.label,
              class: c.number ? 'number' : null
            },
            cell === '' ? null : cell
          )
        );
      });
      body.append(line);
    });
    before.disabled = page === 0;
    after.disabled = page === last;
    said.textContent = items.length
      ? count(items.length, noun, several) +
        (items.length > shown.length
          ? ', rows ' + number(from + 1) + ' to ' + number(from + shown.length) + ' shown.'
          : ', all shown.')
      : 'No ' + (several || noun + 's') + ' with these filters.';
  }
  /** Shows these items, in the order chosen by the reader, else in their own. */
  self.set = function (list) {
    items = list;
    sort();
    page = 0;
    show();
  };
}
