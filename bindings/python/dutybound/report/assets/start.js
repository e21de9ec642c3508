// Puts the parts into the page.
buildBrowser();
refresh();
buildErrors();
buildChart();
var overdue = document.getElementById('overdue-list');
if (overdue) overdue.hidden = true; // the table of findings has it, and can be sorted
document.querySelectorAll('a[data-show]').forEach(function (link) {
  link.addEventListener('click', function () {
    var show = link.getAttribute('data-show');
    if (show === 'errors' || show === 'undecided') return;
    clear();
    view = 'findings';
    controls['view-findings'].checked = true;
    controls.status.value = show;
    refresh();
  });
});
