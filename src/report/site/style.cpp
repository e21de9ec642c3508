// How the pages look: on a phone, on a wide screen, in the dark, on paper. Entry: style_sheet.
#include "report/site/frame.hpp"

namespace dutybound::report::site {

std::string_view style_sheet() {
  return R"(:root {
  color-scheme: light dark;
  --ink: #1b1f24; --paper: #ffffff; --faint: #f3f5f7; --line: #c4cbd3; --soft: #555e68;
  --link: #0b4f9c; --good: #14622f; --bad: #a1171c; --open: #7a4b00; --band: #2f6fb7; --free: #dfe4ea; --bank: #b9a2d8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8eaed; --paper: #15181c; --faint: #21262c; --line: #4a535d; --soft: #aab3bd;
    --link: #8fc1ff; --good: #7fd49a; --bad: #ff9a95; --open: #f0bd62; --band: #6fa8e8; --free: #39424c; --bank: #6e5a92;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
body { margin: 0; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
main, header nav, footer { max-width: 52rem; margin: 0 auto; padding: 0 1rem; }
main:focus { outline: none; }
a { color: var(--link); text-underline-offset: .25em; }
a:focus-visible, summary:focus-visible, input:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; padding: .5rem 1rem; background: var(--paper); z-index: 1; }
header { background: var(--faint); border-bottom: 1px solid var(--line); }
header ul, .toc { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: .6rem 0; list-style: none; }
[aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.8rem 0 .5rem; }
h1 { font-size: 1.75rem; margin-top: 1rem; }
h2 { font-size: 1.3rem; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
section { scroll-margin-top: 1rem; }
p, ul, dl, pre { margin: .5rem 0; }
ul { padding-left: 1.3rem; }
code, pre { font: .875em/1.5 ui-monospace, Consolas, "Liberation Mono", monospace; }
pre { padding: .6rem .8rem; background: var(--faint); border: 1px solid var(--line); border-radius: 4px; white-space: pre-wrap; }
pre code { font-size: 1em; }
.path, .small, .sum, footer, .sure { color: var(--soft); font-size: .9rem; }
.path { margin-top: 1rem; }
.requires { font-size: 1.1rem; }
.binding { font-weight: 600; }
.note { border-left: 4px solid var(--band); padding-left: .8rem; }
.card { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .2rem 1rem; padding: .7rem .9rem; background: var(--faint); border: 1px solid var(--line); border-radius: 4px; }
.card dt { color: var(--soft); }
.card dd { margin: 0; }
.rules { list-style: none; padding: 0; }
.rules li { padding: .25rem 0; }
.badge { font-size: .8rem; padding: .05rem .45rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--faint); white-space: nowrap; }
.quiet { border-color: transparent; background: none; color: var(--soft); }
.names { columns: 18rem; }
.facts { list-style: none; padding: 0; }
.facts > li { padding: .5rem 0; border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
.facts p { margin: .1rem 0; }
:target { background: var(--faint); box-shadow: -4px 0 0 var(--band); }
.reads { color: var(--soft); font-size: .9rem; margin: .2rem 0; }
summary { cursor: pointer; }
.feel > summary { color: var(--soft); font-size: .85rem; width: max-content; }
.example, .actor { border: 1px solid var(--line); border-radius: 4px; margin: .4rem 0; padding: .4rem .8rem; }
.answer { font-size: .9em; padding: .05rem .45rem; border: 1px solid currentColor; border-radius: 4px; white-space: nowrap; font-weight: 600; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.open { color: var(--open); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
td:nth-child(-n+2) { white-space: nowrap; }
td ul { margin: 0; }
label { display: block; font-weight: 600; }
input[type=search] { font: inherit; width: 100%; padding: .5rem .7rem; margin: .4rem 0; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 4px; }
footer { margin-top: 3rem; padding-bottom: 2rem; border-top: 1px solid var(--line); }
.timeline { display: block; width: 100%; max-width: 36rem; height: auto; margin: .6rem 0; }
.timeline text { font-size: 11.5px; fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.timeline .bar { fill: var(--faint); stroke: var(--line); }
.timeline .weekend { fill: var(--free); }
.timeline .holiday { fill: var(--bank); }
.timeline .period { fill: var(--band); }
.timeline line { stroke: var(--ink); stroke-width: 1.2; }
.timeline .due { stroke-width: 2.5; }
.timeline .as-at { stroke-dasharray: 3 2; }
@media (max-width: 30rem) {
  .card { grid-template-columns: 1fr; gap: 0; }
  .card dd { margin-bottom: .4rem; }
  table, thead, tbody, tr, th, td { display: block; }
  thead { position: absolute; left: -100rem; }
  td { border: 0; padding: .1rem 0; }
  td:first-child::before { content: "From "; }
  tr { border-bottom: 1px solid var(--line); padding: .3rem 0; }
}
@media print {
  :root { --ink: #000; --paper: #fff; --faint: #fff; --soft: #333; --link: #000; }
  html { font-size: 10pt; }
  header, .skip, form, .neighbours { display: none; }
  main, footer { max-width: none; padding: 0; }
  .example, .facts > li, .timeline, tr, .card { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
  .feel > summary { display: none; }
  .sources a[href^=http]::after { content: " <" attr(href) ">"; color: var(--soft); font-size: .85em; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
}
)";
}

}  // namespace dutybound::report::site
