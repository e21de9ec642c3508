// The elements that the catalogue's files are, and those that it shares with rules. Used by the tables of keys only.
#pragma once

#include "rulebook/keys.hpp"

namespace dutybound::rulebook {

extern const Element provisions_element;
extern const Element document_element;

extern const Element period_element;
extern const Element citation_element;

}  // namespace dutybound::rulebook
