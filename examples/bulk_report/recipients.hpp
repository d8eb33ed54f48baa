// To whom an entry of a request goes.
#ifndef EXAMPLES_BULK_REPORT_RECIPIENTS_HPP
#define EXAMPLES_BULK_REPORT_RECIPIENTS_HPP

#include <nlohmann/json.hpp>
#include <string>

namespace bulk_report {

/// All addresses of the entry's Destination: "a@example.com, cc b@example.com, bcc c@example.com". Empty if it has none
/// or is of another shape.
[[nodiscard]] std::string recipients_of(const nlohmann::ordered_json& entry);

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_RECIPIENTS_HPP
