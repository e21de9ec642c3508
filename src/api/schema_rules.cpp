// The JSON Schema of rule files, out of the reader's tables of keys. Entry: rules_schema.
#include <map>

#include <nlohmann/json.hpp>

#include <dutybound/schema.hpp>

#include "rulebook/keys.hpp"

namespace dutybound {

namespace {

using Json = nlohmann::ordered_json;
using rulebook::Element;
using rulebook::Form;
using rulebook::Key;

/// `a clock after something` -> `clock_after_something`.
std::string definition_name(const Element& element) {
  std::string name(element.name.substr(element.name.find(' ') + 1));
  for (char& c : name) {
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) c = '_';
  }
  return name;
}

Json pattern(const char* regex) { return {{"type", "string"}, {"pattern", regex}}; }

class RulesSchema {
 public:
  Json write() {
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"$id", "urn:dutybound:schema:rules:1"},
                {"title", "dutybound rule files"},
                {"description",
                 "Every YAML file in a folder of rules; its first key says what it is. FEEL is quoted or in a block scalar."},
                {"type", "object"}};
    Json any = Json::array();
    Json all = Json::array();
    for (const Element* file : rulebook::file_elements()) {
      const Json has = {{"required", Json::array({file->keys.front().name})}};
      any.push_back(has);
      all.push_back({{"if", has}, {"then", reference(*file)}});
    }
    schema["anyOf"] = std::move(any);
    schema["allOf"] = std::move(all);
    schema["$defs"] = std::move(definitions_);
    return schema;
  }

 private:
  Json reference(const Element& element) {
    const std::string name = definition_name(element);
    if (!definitions_.contains(name)) {
      definitions_[name] = Json::object();  // holds the place: a condition contains conditions
      Json body = mapping(element);
      definitions_[name] = std::move(body);
    }
    return {{"$ref", "#/$defs/" + name}};
  }

  Json mapping(const Element& element) {
    Json schema{{"description", element.description}, {"type", "object"}};
    Json& properties = schema["properties"] = Json::object();
    Json required = Json::array();
    for (const Key& key : element.keys) {
      Json property{{"description", key.description}};
      property.update(value(key));
      properties[std::string(key.name)] = std::move(property);
      if (key.needed == rulebook::always) required.push_back(key.name);
    }
    if (!required.empty()) schema["required"] = std::move(required);
    for (const std::string_view key : element.together) schema["dependentRequired"][std::string(key)] = element.together;
    schema["additionalProperties"] = element.elsewhere;
    Json all = Json::array();
    add_groups(element, all);
    add_kinds(element, all);
    if (!all.empty()) schema["allOf"] = std::move(all);
    if (!element.other) return schema;
    return {{"if", {{"required", Json::array({element.other_key})}}},
            {"then", reference(*element.other)},
            {"else", std::move(schema)}};
  }

  /// Of the keys of one group exactly one (or at most one) may stand.
  static void add_groups(const Element& element, Json& all) {
    std::map<char, std::vector<std::string_view>> groups;
    for (const Key& key : element.keys) {
      if (key.group != '\0') groups[key.group].push_back(key.name);
    }
    for (const auto& [group, names] : groups) {
      Json one = Json::array();
      Json some = Json::array();
      for (const std::string_view name : names) {
        one.push_back({{"required", Json::array({name})}});
        some.push_back(one.back());
      }
      if (group != element.one_of) one.push_back({{"not", {{"anyOf", std::move(some)}}}});
      all.push_back({{"oneOf", std::move(one)}});
    }
  }

  /// What a word of the discriminator needs and forbids.
  static void add_kinds(const Element& element, Json& all) {
    if (element.discriminator.empty()) return;
    const std::string discriminator(element.discriminator);
    for (const Key& decider : element.keys) {
      if (decider.name != element.discriminator) continue;
      for (std::size_t i = 0; i < decider.words.size(); ++i) {
        const std::uint32_t bit = 1U << i;
        Json needed = Json::array();
        Json forbidden = Json::object();
        for (const Key& key : element.keys) {
          if (key.needed != rulebook::always && (key.needed & bit) != 0) needed.push_back(key.name);
          if ((key.allowed & bit) == 0) forbidden[std::string(key.name)] = false;
        }
        Json then = Json::object();
        if (!needed.empty()) then["required"] = std::move(needed);
        if (!forbidden.empty()) then["properties"] = std::move(forbidden);
        all.push_back(
            {{"if",
              {{"properties", {{discriminator, {{"const", decider.words[i]}}}}}, {"required", Json::array({discriminator})}}},
             {"then", std::move(then)}});
      }
    }
  }

  Json list(Json items) { return {{"type", "array"}, {"minItems", 1}, {"items", std::move(items)}}; }

  Json condition() { return {{"anyOf", Json::array({scalar(Form::feel), reference(rulebook::condition_element)})}}; }

  Json scalar(Form form) {
    switch (form) {
      case Form::name:
        return pattern("^[a-z][a-z0-9_]*$");
      case Form::id:
        return pattern("^[a-z0-9][a-z0-9_.-]*$");
      case Form::boolean:
        return {{"type", "boolean"}};
      case Form::whole:
        return {{"type", "integer"}};
      case Form::date:
        return {{"type", "string"}, {"format", "date"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
      case Form::amount:
        return {{"anyOf", Json::array({{{"type", "integer"}, {"minimum", 1}}, scalar(Form::id)})}};
      case Form::feel:
        return {{"type", "string"}, {"minLength", 1}};
      default:
        break;
    }
    // Any scalar is a text: `edition: 2023` is one.
    return {{"type", Json::array({"string", "number", "boolean"})}, {"minLength", 1}};
  }

  Json value(const Key& key) {
    switch (key.form) {
      case Form::open:
        return Json::object();
      case Form::word:
        return {{"enum", key.words}};
      case Form::condition:
        return condition();
      case Form::conditions:
        return list(condition());
      case Form::texts:
        return list(scalar(Form::text));
      case Form::ids:
        return list(scalar(Form::id));
      case Form::paths:
        return list(pattern("^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*$"));
      case Form::element:
        return reference(*key.element);
      case Form::elements:
        return list(reference(*key.element));
      case Form::named_elements:
        return {{"type", "object"},
                {"minProperties", 1},
                {"propertyNames", scalar(Form::name)},
                {"additionalProperties", reference(*key.element)}};
      case Form::choices:
        return {{"type", "object"},
                {"minProperties", 1},
                {"propertyNames", scalar(Form::id)},
                {"additionalProperties", scalar(Form::id)}};
      default:
        return scalar(key.form);
    }
  }

  Json definitions_ = Json::object();
};

}  // namespace

std::string rules_schema() { return RulesSchema().write().dump(2) + "\n"; }

}  // namespace dutybound
