// A walk over a tree beside its table of keys; and the small readers that builders share.
#include "rulebook/shape.hpp"

#include <algorithm>

#include "text/shown.hpp"
#include "yaml/scalar.hpp"

namespace dutybound::rulebook {

namespace {

using text::Code;
using yaml::Node;
using yaml::NodeKind;

std::string quoted(std::string_view text) {
  // A long or many-lined text would drown the message; the place underlines it anyway.
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::string some = text::cut(line, 40);
  return "`" + some + (some == line && line.size() < text.size() ? "...`" : "`");
}

std::string found(const Node& node) {
  switch (node.kind) {
    case NodeKind::null:
      return "nothing";
    case NodeKind::sequence:
      return "a list";
    case NodeKind::mapping:
      return "a mapping";
    case NodeKind::scalar:
      break;
  }
  return node.fragment.text.empty() ? "an empty text" : quoted(node.fragment.text);
}

std::string listed(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += "`" + std::string(words[i]) + "`";
  }
  return text;
}

bool is_path(std::string_view text) {
  for (std::size_t begin = 0;;) {
    const std::size_t dot = text.find('.', begin);
    if (!is_name(text.substr(begin, dot - begin))) return false;
    if (dot == std::string_view::npos) return true;
    begin = dot + 1;
  }
}

std::string_view expected(Form form) {
  switch (form) {
    case Form::text:
      return "a text";
    case Form::name:
      return "a name in lower case letters, digits and underscores";
    case Form::id:
      return "an id in lower case letters, digits and hyphens";
    case Form::word:
      return "a word";
    case Form::boolean:
      return "true or false";
    case Form::whole:
      return "a whole number";
    case Form::date:
      return "a date such as 2024-03-28";
    case Form::amount:
      return "a whole number or the id of a parameter";
    case Form::feel:
      return "FEEL";
    case Form::condition:
      return "FEEL, a group of conditions, or FEEL with plain words";
    case Form::conditions:
      return "a list of conditions";
    case Form::texts:
      return "a list of texts";
    case Form::ids:
      return "a list of ids";
    case Form::paths:
      return "a list of names";
    case Form::element:
      return "a mapping";
    case Form::elements:
      return "a list";
    case Form::named_elements:
      return "a mapping from names";
    case Form::choices:
      return "a mapping from ids to ids";
    case Form::open:
      break;
  }
  return "a value";
}

class Checker {
 public:
  explicit Checker(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void mapping(const Node& node, const Element& element) {
    if (node.kind != NodeKind::mapping) {
      report(diagnostics_, Code::rulebook_wrong_form, node, "expected " + std::string(element.name) + ", found " + found(node));
      return;
    }
    if (element.other && node.find(element.other_key)) return mapping(node, *element.other);
    const std::optional<std::uint32_t> kind = discriminate(node, element);
    std::vector<std::string_view> misspelt;
    for (const yaml::Entry& entry : node.entries) {
      const Key* key = find(element, entry.key);
      if (!key) {
        misspelt.push_back(unknown(node, entry, element));
      } else if (kind && (key->allowed & *kind) == 0) {
        const std::string discriminator(element.discriminator);
        at_key(Code::rulebook_misplaced_key, node, entry,
               "`" + entry.key + "` has no place in " + std::string(element.name) + " of " + discriminator + " `" +
                   get_text(node, discriminator) + "`",
               "remove it, or change `" + discriminator + "`");
      } else {
        value(entry.value, *key);
      }
    }
    for (const Key& key : element.keys) {
      const bool needed = kind ? (key.needed & *kind) != 0 : key.needed == always;
      // A key that was only misspelt is not missing as well.
      if (!needed || node.find(key.name) || std::find(misspelt.begin(), misspelt.end(), key.name) != misspelt.end()) continue;
      report(diagnostics_, Code::rulebook_missing_key, node, std::string(element.name) + " needs `" + std::string(key.name) + "`",
             "add `" + std::string(key.name) + "`: " + std::string(key.description));
    }
    groups(node, element);
  }

 private:
  /// The bit of the discriminator's word; every bit for an element without one; nothing where the word is missing or unknown.
  static std::optional<std::uint32_t> discriminate(const Node& node, const Element& element) {
    if (element.discriminator.empty()) return always;
    const std::string word = get_text(node, element.discriminator);
    const auto& words = find(element, element.discriminator)->words;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == word) return 1U << i;
    }
    return std::nullopt;
  }

  static const Key* find(const Element& element, std::string_view name) {
    const auto key = std::find_if(element.keys.begin(), element.keys.end(), [&](const Key& k) { return k.name == name; });
    return key == element.keys.end() ? nullptr : &*key;
  }

  void at_key(Code code, const Node& node, const yaml::Entry& entry, std::string message, std::string hint) {
    // An entry may have come from another file than the rest of the mapping.
    diagnostics_.push_back(text::diagnose(code, entry.value.source ? entry.value.source : node.source, entry.key_span,
                                          std::move(message), std::move(hint)));
  }

  /// Returns the key that was probably meant, or nothing.
  std::string_view unknown(const Node& node, const yaml::Entry& entry, const Element& element) {
    std::vector<std::string_view> names;
    for (const Key& key : element.keys) names.push_back(key.name);
    at_key(Code::rulebook_unknown_key, node, entry, std::string(element.name) + " has no key `" + entry.key + "`",
           text::did_you_mean(entry.key, names));
    return text::nearest(entry.key, names);
  }

  void groups(const Node& node, const Element& element) {
    std::string seen;
    for (const yaml::Entry& entry : node.entries) {
      const Key* key = find(element, entry.key);
      if (!key || key->group == '\0') continue;
      if (seen.find(key->group) != std::string::npos) {
        at_key(Code::rulebook_conflicting_keys, node, entry,
               "`" + entry.key + "` and another of its kind exclude each other: " + names_of(element, key->group),
               "keep one of them");
      }
      seen += key->group;
    }
    if (element.one_of != '\0' && seen.find(element.one_of) == std::string::npos) {
      report(diagnostics_, Code::rulebook_missing_key, node,
             std::string(element.name) + " needs one of " + names_of(element, element.one_of));
    }
    const auto stands = [&](std::string_view key) { return node.find(key) != nullptr; };
    if (std::any_of(element.together.begin(), element.together.end(), stands) &&
        !std::all_of(element.together.begin(), element.together.end(), stands)) {
      report(diagnostics_, Code::rulebook_missing_key, node,
             std::string(element.name) + " needs " + listed(element.together) + " together", "write all of them, or none");
    }
  }

  static std::string names_of(const Element& element, char group) {
    std::vector<std::string_view> names;
    for (const Key& key : element.keys) {
      if (key.group == group) names.push_back(key.name);
    }
    return listed(names);
  }

  void wrong(const Node& node, Form form) {
    report(diagnostics_, Code::rulebook_wrong_form, node, "expected " + std::string(expected(form)) + ", found " + found(node));
  }

  void value(const Node& node, const Key& key) {
    switch (key.form) {
      case Form::open:
        return;
      case Form::element:
        return mapping(node, *key.element);
      case Form::elements:
        if (list(node, key.form)) {
          for (const Node& item : node.items) mapping(item, *key.element);
        }
        return;
      case Form::named_elements:
        if (node.kind != NodeKind::mapping || node.entries.empty()) return wrong(node, key.form);
        for (const yaml::Entry& entry : node.entries) {
          if (!is_name(entry.key)) {
            at_key(Code::rulebook_wrong_form, node, entry,
                   "expected " + std::string(expected(Form::name)) + ", found " + quoted(entry.key), {});
          }
          mapping(entry.value, *key.element);
        }
        return;
      case Form::choices:
        if (node.kind != NodeKind::mapping || node.entries.empty()) return wrong(node, key.form);
        for (const yaml::Entry& entry : node.entries) scalar(entry.value, key, Form::id);
        return;
      case Form::condition:
        return condition(node);
      case Form::conditions:
        if (list(node, key.form)) {
          for (const Node& item : node.items) condition(item);
        }
        return;
      case Form::texts:
        return scalars(node, key, Form::text);
      case Form::ids:
        return scalars(node, key, Form::id);
      case Form::paths:
        return scalars(node, key, Form::text);
      default:
        return scalar(node, key, key.form);
    }
  }

  bool list(const Node& node, Form form) {
    if (node.kind == NodeKind::sequence && !node.items.empty()) return true;
    if (node.kind == NodeKind::sequence) {
      report(diagnostics_, Code::rulebook_wrong_form, node, "expected " + std::string(expected(form)) + ", found an empty one");
    } else {
      wrong(node, form);
    }
    return false;
  }

  void scalars(const Node& node, const Key& key, Form form) {
    if (!list(node, key.form)) return;
    for (const Node& item : node.items) scalar(item, key, form);
  }

  void condition(const Node& node) {
    if (node.kind == NodeKind::mapping) return mapping(node, condition_element);
    feel(node, Form::condition);
  }

  void feel(const Node& node, Form form = Form::feel) {
    if (node.kind != NodeKind::scalar || node.fragment.text.empty()) {
      const bool swallowed = node.kind == NodeKind::sequence || node.kind == NodeKind::mapping;
      report(diagnostics_, Code::rulebook_wrong_form, node, "expected " + std::string(expected(form)) + ", found " + found(node),
             swallowed ? "write FEEL in quotes or in a block after `|`: YAML has taken it for its own" : "");
    } else if (node.plain && !is_path(node.fragment.text)) {
      report(diagnostics_, Code::rulebook_plain_feel, node, "FEEL stands here without quotes, where YAML may change it",
             "write it in quotes or in a block after `|`");
    }
  }

  void scalar(const Node& node, const Key& key, Form form) {
    if (form == Form::feel) return feel(node);
    if (node.kind != NodeKind::scalar) return wrong(node, form);
    const std::string& text = node.fragment.text;
    bool fits = !text.empty();
    switch (form) {
      case Form::name:
        fits = is_name(text);
        break;
      case Form::id:
        fits = is_id(text);
        break;
      case Form::boolean:
        fits = yaml::as_boolean(node).has_value();
        break;
      case Form::whole:
        fits = yaml::as_integer(node).has_value();
        break;
      case Form::date:
        fits = yaml::as_date(node).has_value();
        break;
      case Form::amount:
        fits = yaml::as_integer(node).has_value() || is_id(text);
        break;
      case Form::word:
        if (std::find(key.words.begin(), key.words.end(), text) == key.words.end()) {
          report(diagnostics_, Code::rulebook_unknown_word, node,
                 "`" + std::string(key.name) + "` is " + listed(key.words) + ", not " + quoted(text),
                 text::did_you_mean(text, {key.words.begin(), key.words.end()}));
        }
        return;
      default:
        break;
    }
    if (!fits) wrong(node, form);
  }

  Diagnostics& diagnostics_;
};

}  // namespace

bool check_shape(const yaml::Node& node, const Element& element, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  Checker(diagnostics).mapping(node, element);
  return diagnostics.size() == before;
}

void report(Diagnostics& diagnostics, text::Code code, const yaml::Node& at, std::string message, std::string hint) {
  diagnostics.push_back(text::diagnose(code, at.source, at.span, std::move(message), std::move(hint)));
}

bool is_name(std::string_view text) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_id(std::string_view text) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && plain(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return plain(c) || c == '-' || c == '_' || c == '.'; });
}

const yaml::Node* get(const yaml::Node& node, std::string_view key) {
  const Node* value = node.find(key);
  return value && value->kind != NodeKind::null ? value : nullptr;
}

std::string get_text(const yaml::Node& node, std::string_view key) {
  const Node* value = get(node, key);
  return value && value->kind == NodeKind::scalar ? value->fragment.text : std::string();
}

std::vector<std::string> get_texts(const yaml::Node& node, std::string_view key) {
  std::vector<std::string> texts;
  for (const Node& item : get_items(node, key)) {
    if (item.kind == NodeKind::scalar) texts.push_back(item.fragment.text);
  }
  return texts;
}

std::optional<Date> get_date(const yaml::Node& node, std::string_view key) {
  const Node* value = get(node, key);
  return value ? yaml::as_date(*value) : std::nullopt;
}

const std::vector<yaml::Node>& get_items(const yaml::Node& node, std::string_view key) {
  static const std::vector<Node> none;
  const Node* value = get(node, key);
  return value ? value->items : none;
}

const std::vector<yaml::Entry>& get_entries(const yaml::Node& node, std::string_view key) {
  static const std::vector<yaml::Entry> none;
  const Node* value = get(node, key);
  return value ? value->entries : none;
}

const yaml::Node& get_element(const yaml::Node& node, std::string_view key) {
  static const Node none;
  const Node* value = get(node, key);
  return value ? *value : none;
}

}  // namespace dutybound::rulebook
