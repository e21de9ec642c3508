// Impossible data, one by one.
function errorPlace(e) {
  var parts = [];
  if (e[1]) parts.push(e[1]);
  if (e[2] !== null) parts.push('row ' + number(e[2] + 1));
  if (e[3]) parts.push(e[3]);
  return parts.length ? parts.join(', ') : e[4] || 'the whole record';
}
function buildErrors() {
  var place = document.getElementById('error-browser');
  if (!place) return;
  var columns = [
    // A number is a child's; text is an id that no child of the report has.
    {
      label: 'Child',
      sort: function (e) {
        return typeof e[0] === 'number' ? caseRank[e[0]] : null;
      },
      cell: function (e) {
        return typeof e[0] === 'number' ? childCell(e[0]) : e[0] || 'no child';
      }
    },
    {
      label: 'Table',
      cell: function (e) {
        return e[1];
      }
    },
    {
      label: 'Row',
      number: true,
      sort: function (e) {
        return e[2];
      },
      cell: function (e) {
        return e[2] === null ? '' : number(e[2] + 1);
      }
    },
    {
      label: 'Column',
      cell: function (e) {
        return e[3];
      }
    },
    {
      label: 'Fact',
      cell: function (e) {
        return e[4];
      }
    },
    {
      label: 'Value',
      cell: function (e) {
        return el('span', { class: e[5].length < 25 ? 'whole' : null }, e[5]);
      }
    },
    {
      label: 'What is wrong',
      cell: function (e) {
        return e[6];
      }
    },
    {
      label: 'Kind',
      cell: function (e) {
        return e[7];
      }
    }
  ].filter(function (c) {
    return D.errors.some(function (e) {
      return c.cell(e) !== '';
    });
  });
  place.append(
    el('h3', null, 'One by one'),
    el(
      'p',
      null,
      'Rows count from 1, without the header.' +
        (D.errorCount > D.errors.length
          ? ' The first ' + number(D.errors.length) + ' of ' + number(D.errorCount) + '.'
          : '')
    )
  );
  new Pager(place, 'Impossible values', columns, 'value').set(D.errors);
  place.hidden = false;
}
