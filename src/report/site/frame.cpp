// The frame around every page. Entry: frame.hpp.
#include "report/site/frame.hpp"

#include <array>

#include <dutybound/version.hpp>

namespace dutybound::report::site {
namespace {

struct Place {
  std::string_view path, name;
};

constexpr std::array<Place, 6> places{{
    {site_index, "Contents"},
    {"facts.html", "Facts"},
    {"parameters.html", "Numbers"},
    {"readings.html", "Readings"},
    {"advisories.html", "Advisories"},
    {"calendar.html", "Working days"},
}};

}  // namespace

std::string frame(const Contents& contents, const std::string& root, std::string_view here, std::string_view title,
                  std::string_view body) {
  Html page;
  page.raw("<!DOCTYPE html>\n").open("html", {{"lang", "en-GB"}}).raw("\n").open("head").raw("\n");
  page.lone("meta", {{"charset", "utf-8"}});
  page.lone("meta", {{"name", "generator"}, {"content", "dutybound docs"}});
  page.lone("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  page.element("title", std::string(title) + (here == site_index ? "" : " - dutybound rulebooks"));
  page.lone("link", {{"rel", "stylesheet"}, {"href", root + "style.css"}});
  page.raw("<script src=\"" + escape(root + "search.js") + "\" defer></script>\n");
  page.close().open("body").raw("\n");
  page.element("a", "Skip to the content", {{"class", "skip"}, {"href", "#main"}}).raw("\n");
  page.open("header").open("nav", {{"aria-label", "Site"}}).open("ul").raw("\n");
  for (const Place& place : places) {
    page.open("li");
    if (place.path == here)
      page.element("a", place.name, {{"href", root + std::string(place.path)}, {"aria-current", "page"}});
    else
      page.link(root + std::string(place.path), place.name);
    page.close();
  }
  page.close().close().close();
  page.open("main", {{"id", "main"}, {"tabindex", "-1"}}).raw("\n").raw(body).close();
  page.open("footer").raw("\n");
  page.element("p", "Paraphrased rules, made to be computed: no legal advice, and no replacement for professional judgement.");
  page.open("p").text("Written by dutybound " DUTYBOUND_VERSION " from ");
  bool first = true;
  for (const EditionInfo& edition : contents.editions) {
    if (!first) page.text(", ");
    first = false;
    page.link(root + site_index + "#" + rulebook_anchor(edition.id), edition.id).text(" " + edition.version);
  }
  page.text(".").close();
  return page.take();
}

}  // namespace dutybound::report::site

namespace dutybound::report {

bool is_site_page(std::string_view text) {
  return text.substr(0, 400).find("<meta name=\"generator\" content=\"dutybound docs\">") != std::string_view::npos;
}

}  // namespace dutybound::report
