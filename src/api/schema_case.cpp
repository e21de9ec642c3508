#include "api/schema_case.hpp"

#include <nlohmann/json.hpp>

#include <dutybound/schema.hpp>

#include "api/rulebook_body.hpp"
#include "text/inside.hpp"

namespace dutybound::api {

namespace {

using Json = nlohmann::ordered_json;
using rulebook::Attribute;
using rulebook::AttributeKind;
using rulebook::Entity;
using rulebook::EntityId;

/// Every value may be null: an event that has not happened, or what nobody says.
Json or_null(Json schema) { return {{"anyOf", Json::array({std::move(schema), {{"type", "null"}}})}}; }

class CaseSchema {
 public:
  explicit CaseSchema(const rulebook::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  Json write() {
    Json subjects = Json::array();
    for (const EntityId subject : vocabulary_.subjects) subjects.push_back(reference(subject));
    Json definitions = Json::object();
    for (EntityId id = 0; id < vocabulary_.entities.size(); ++id) definitions[vocabulary_.entities[id].name] = entity(id);
    return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"$id", "urn:dutybound:schema:case:1"},
            {"title", vocabulary_.title},
            {"description",
             "The recorded facts of one subject. A key that is left out is unknown. Null on an event, and an empty list, say "
             "that nothing has "
             "happened as at the day of the assessment; null on anything else is unknown."},
            {"oneOf", std::move(subjects)},
            {"$defs", std::move(definitions)}};
  }

 private:
  Json reference(EntityId id) const { return {{"$ref", "#/$defs/" + vocabulary_.entities[id].name}}; }

  Json entity(EntityId id) const {
    const Entity& entity = vocabulary_.entities[id];
    Json schema{{"description", entity.description}, {"type", "object"}};
    Json& properties = schema["properties"] = Json::object();
    if (entity.parent == rulebook::no_entity) {
      properties["subject"] = {{"description", "What the document is about."}, {"const", entity.name}};
      // The first subject is what a document is about that does not say.
      if (vocabulary_.subjects.empty() || vocabulary_.subjects.front() != id) schema["required"] = Json::array({"subject"});
    }
    properties["id"] = {{"description", "Comes back in the record's findings."},
                        {"type", Json::array({"string", "number", "null"})}};
    for (const Attribute& attribute : entity.attributes) {
      std::string description = attribute.description;
      if (!attribute.unit.empty()) description += " (" + attribute.unit + ")";
      if (attribute.event) description += " Null: has not happened.";
      Json property{{"description", std::move(description)}};
      property.update(value(attribute));
      properties[attribute.name] = std::move(property);
    }
    schema["additionalProperties"] = false;
    return schema;
  }

  Json value(const Attribute& attribute) const {
    switch (attribute.kind) {
      case AttributeKind::entity:
        return or_null(reference(attribute.entity));
      case AttributeKind::list_of_entity:
        return or_null({{"type", "array"}, {"items", reference(attribute.entity)}});
      case AttributeKind::list_of_values:
        return or_null({{"type", "array"}, {"items", single(vocabulary_.types->element_of(attribute.type))}});
      default:
        break;
    }
    Json schema = single(attribute.type);
    if (schema.contains("enum")) {
      schema["enum"].push_back(nullptr);
    } else {
      schema["type"] = Json::array({schema["type"], "null"});
    }
    return schema;
  }

  Json single(feel::Type type) const {
    switch (type.kind) {
      case feel::Kind::boolean:
        return {{"type", "boolean"}};
      case feel::Kind::number:
        return {{"type", "number"}};
      case feel::Kind::enumeration:
        return {{"enum", vocabulary_.types->enumerations[type.detail].values}};
      case feel::Kind::date:
        return {{"type", "string"}, {"format", "date"}};
      case feel::Kind::date_time:
        // Wider than `format: date-time`: local time without offset, and a day whose time is not recorded.
        return {{"type", "string"},
                {"pattern",
                 "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$"}};
      default:
        return {{"type", "string"}};
    }
  }

  const rulebook::Vocabulary& vocabulary_;
};

}  // namespace

std::string case_schema(const rulebook::Vocabulary& vocabulary) { return CaseSchema(vocabulary).write().dump(2) + "\n"; }

}  // namespace dutybound::api

namespace dutybound {

std::string case_schema(const Rulebook& rulebook) { return api::case_schema(body_of(rulebook).program->vocabulary); }

}  // namespace dutybound
