// The search: an index of words and a script that filters it. Without a script the pages lack nothing else. Entry: search_script.
#include "report/json_value.hpp"
#include "report/site/frame.hpp"
#include "report/site/plain_words.hpp"

namespace dutybound::report::site {
namespace {

constexpr std::string_view script = R"(
(function () {
  'use strict';
  // What is folded away on the screen is printed.
  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = Array.prototype.slice.call(document.querySelectorAll('details:not([open])'));
    opened.forEach(function (d) { d.open = true; });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (d) { d.open = false; });
    opened = [];
  });
  // A link into something folded unfolds it.
  function unfold() {
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    for (var at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    if (target) target.scrollIntoView();
  }
  window.addEventListener('hashchange', unfold);
  unfold();

  var form = document.getElementById('search');
  if (!form) return;
  var input = document.getElementById('search-words');
  var count = document.getElementById('search-count');
  var list = document.getElementById('search-results');
  form.hidden = false;
  function search() {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.textContent = '';
    count.textContent = '';
    if (!words.length) return;
    var found = rules.map(function (rule) {
      var title = rule[1].toLowerCase();
      var all = words.every(function (word) { return rule[4].indexOf(word) >= 0; });
      return all ? [words.filter(function (word) { return title.indexOf(word) >= 0; }).length, rule] : null;
    }).filter(Boolean);
    found.sort(function (a, b) { return b[0] - a[0]; });
    count.textContent = found.length === 1 ? '1 rule' : found.length + ' rules' + (found.length > 50 ? ', the first 50 shown' : '');
    found.slice(0, 50).forEach(function (hit) {
      var item = document.createElement('li');
      var link = document.createElement('a');
      link.href = hit[1][0];
      link.textContent = hit[1][1];
      var badge = document.createElement('span');
      badge.className = 'badge';
      badge.textContent = hit[1][2];
      var actor = document.createElement('span');
      actor.className = 'badge quiet';
      actor.textContent = hit[1][3];
      item.append(link, ' ', badge, ' ', actor);
      list.append(item);
    });
  }
  input.addEventListener('input', search);
  input.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') { input.value = ''; search(); }
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    var first = list.querySelector('a');
    if (first) first.focus();
  });
  if (input.value) search();
})();
)";

void add_words(std::string& text, std::string_view more) {
  text += ' ';
  for (const char c : more) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

void add_part(std::string& text, const RulePart& part) {
  add_words(text, part.title);
  add_words(text, part.because);
  for (const RulePart& member : part.members) add_part(text, member);
}

}  // namespace

std::string search_script(const Contents& contents) {
  // One rule a line: address, title, modality, actor, and the words that are searched.
  std::string text = "var rules = [\n";
  for (const RuleEntry& rule : contents.rules) {
    std::string found;
    for (const RuleInfo* version : rule.versions) {
      for (const std::string* more :
           {&version->id, &version->title, &version->actor, &version->requires_text, &version->rulebook})
        add_words(found, *more);
      for (const RulePart& part : version->parts) add_part(found, part);
    }
    for (const std::string& fact : rule.facts) add_words(found, fact);
    const RuleInfo& first = *rule.versions.front();
    const Json row{rule_address("", rule.id), first.title, modality_words(first.modality), first.actor, found};
    text += dump(row, -1) + ",\n";
  }
  return text + "];" + std::string(script);
}

}  // namespace dutybound::report::site
