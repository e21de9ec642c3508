// Facts copied by the builder, row by row.
#include "explain/hypothesis.hpp"

namespace dutybound::explain {
namespace {

using engine::Facts;
using engine::FactsBuilder;
using On = engine::Run::Dependency::On;
using rulebook::AttributeId;
using rulebook::EntityId;

class Copy {
 public:
  Copy(std::shared_ptr<const program::Program> program, const Facts& facts, const std::vector<Assumption>& assumptions)
      : program_(*program),
        facts_(facts),
        assumptions_(assumptions),
        builder_(std::move(program), facts.subject(), facts.limits()) {}

  Facts make() && {
    for (EntityId entity = 0; entity < program_.vocabulary.entities.size(); ++entity) {
      if (entity != facts_.subject()) rows(entity);
    }
    for (EntityId entity = 0; entity < program_.vocabulary.entities.size(); ++entity) {
      for (std::uint32_t row = 0; row < facts_.rows(entity); ++row) values(entity, row);
    }
    return std::move(builder_).build();
  }

 private:
  [[nodiscard]] const Assumption* assumed(bool children, EntityId entity, AttributeId attribute, std::uint32_t row) const {
    for (const Assumption& assumption : assumptions_) {
      const auto& about = assumption.about;
      if ((about.on == On::children) == children && about.entity == entity && about.attribute == attribute && about.row == row) {
        return &assumption;
      }
    }
    return nullptr;
  }

  /// Entities stand in preorder: the parents' rows are there.
  void rows(EntityId entity) {
    const rulebook::Entity& declared = program_.vocabulary.entities[entity];
    if (declared.parent == rulebook::no_entity) return;
    for (std::uint32_t parent = 0; parent < facts_.rows(declared.parent); ++parent) {
      const engine::Children children = facts_.children(entity, parent);
      if (children.state == feel::State::unknown) {
        if (const auto error = facts_.data_error(declared.parent, declared.parent_attribute, parent)) {
          builder_.set_error(declared.parent, declared.parent_attribute, parent, facts_.data_errors()[*error]);
        } else if (assumed(true, declared.parent, declared.parent_attribute, parent)) {
          builder_.set_no_children(entity, parent);
        }
      } else if (children.count == 0) {
        builder_.set_no_children(entity, parent);
      }
      for (std::uint32_t i = 0; i < children.count; ++i) builder_.add_row(entity, parent, i);
    }
  }

  void values(EntityId entity, std::uint32_t row) {
    const auto& attributes = program_.vocabulary.entities[entity].attributes;
    if (auto id = facts_.id(entity, row)) builder_.set_id(entity, row, *std::move(id));
    for (AttributeId attribute = 0; attribute < attributes.size(); ++attribute) {
      if (attributes[attribute].entity != rulebook::no_entity) continue;
      if (const auto error = facts_.data_error(entity, attribute, row)) {
        builder_.set_error(entity, attribute, row, facts_.data_errors()[*error]);
      } else if (const Assumption* assumption = assumed(false, entity, attribute, row)) {
        builder_.set(entity, attribute, row, assumption->value);
      } else {
        value(entity, attribute, row, facts_.value(entity, attribute, row));
      }
    }
  }

  void value(EntityId entity, AttributeId attribute, std::uint32_t row, const feel::Cell& cell) {
    if (cell.is_unknown()) return;
    if (cell.is_known() && cell.kind == feel::Kind::text) {
      builder_.set_text(entity, attribute, row, std::string(cell.text()));
    } else if (cell.is_known() && cell.kind == feel::Kind::list) {
      const auto& items = cell.payload.items;
      std::vector<std::string> texts;
      for (std::size_t i = 0; i < items.size; ++i) {
        if (items.data[i].is_known() && items.data[i].kind == feel::Kind::text) texts.emplace_back(items.data[i].text());
      }
      builder_.set_list(entity, attribute, row, {items.data, items.data + items.size}, std::move(texts));
    } else {
      builder_.set(entity, attribute, row, cell);
    }
  }

  const program::Program& program_;
  const Facts& facts_;
  const std::vector<Assumption>& assumptions_;
  FactsBuilder builder_;
};

}  // namespace

Facts suppose(std::shared_ptr<const program::Program> program, const Facts& facts, const std::vector<Assumption>& assumptions) {
  return Copy(std::move(program), facts, assumptions).make();
}

std::vector<feel::Cell> all_values(const program::Program& program, const engine::Run::Dependency& about) {
  if (about.on != On::fact) return {};
  const rulebook::Attribute& attribute = program.vocabulary.entities[about.entity].attributes[about.attribute];
  std::vector<feel::Cell> values;
  if (attribute.kind == rulebook::AttributeKind::boolean) {
    values = {feel::Cell::boolean(true), feel::Cell::boolean(false)};
  } else if (attribute.kind == rulebook::AttributeKind::enumeration) {
    const std::size_t count = program.vocabulary.types->enumerations[attribute.type.detail].values.size();
    for (std::size_t i = 0; i < count; ++i) values.push_back(feel::Cell::enumeration(static_cast<std::int64_t>(i)));
  }
  return values;
}

}  // namespace dutybound::explain
