// Texts in `[...]` that a comma without quotes has cut in two. Entry: report_split_texts.
#include <algorithm>

#include "rulebook/parts.hpp"

namespace dutybound::rulebook {
namespace {

bool begins(const yaml::Node& text, char first, char last) {
  return !text.fragment.text.empty() && text.fragment.text.front() >= first && text.fragment.text.front() <= last;
}

bool has_words(const yaml::Node& text) { return text.fragment.text.find(' ') != std::string::npos; }

/// Written in brackets, and its first item is the beginning of a sentence: not a list of words of a data set.
bool is_of_sentences(const yaml::Node& list) {
  const bool in_brackets = list.source && list.span.begin < list.source->text.size() && list.source->text[list.span.begin] == '[';
  return in_brackets && list.items.size() > 1 && begins(list.items.front(), 'A', 'Z') &&
         std::any_of(list.items.begin(), list.items.end(), has_words);
}

}  // namespace

void report_split_texts(const yaml::Node& node, Diagnostics& diagnostics) {
  for (const yaml::Entry& entry : node.entries) report_split_texts(entry.value, diagnostics);
  for (const yaml::Node& item : node.items) report_split_texts(item, diagnostics);
  if (node.kind != yaml::NodeKind::sequence || !is_of_sentences(node)) return;
  for (std::size_t i = 1; i < node.items.size(); ++i) {
    const yaml::Node& item = node.items[i];
    if (!item.plain || !begins(item, 'a', 'z')) continue;
    report(diagnostics, text::Code::rulebook_split_text, item,
           "an item that begins in lower case looks like the rest of the text before the comma",
           "put the whole text in quotes, comma included; or begin the item with a capital letter");
  }
}

}  // namespace dutybound::rulebook
