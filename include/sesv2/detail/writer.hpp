// Writes results as the body of a response.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_WRITER_HPP
#define SESV2_DETAIL_WRITER_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/characters.hpp>
#include <sesv2/detail/plain_text.hpp>
#include <sesv2/detail/print_text.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// Appends a JSON string up to the first byte of `text` that is not valid UTF-8, and returns the offset of that byte;
/// the size of `text` if all of it is UTF-8.
[[nodiscard]] inline std::size_t append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t at = 0;
  while (true) {
    const std::size_t end = end_of_plain(text, at);
    out.append(text, at, end - at);
    at = end;
    if (at == text.size()) break;
    const CodePoint code_point = first_code_point(text.substr(at));
    if (!code_point.complete()) return at;
    if (code_point.size == 1) {
      append_escape(out, text[at]);
    } else {
      out.append(text, at, code_point.size);
    }
    at += code_point.size;
  }
  out += '"';
  return at;
}

/// Appends a member of the entry at `index`, unless its text is empty.
/// @throws std::invalid_argument if the text is not UTF-8
inline void append_member(std::string& out, std::size_t index, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  if (out.back() != '{') out += ',';
  out.append("\"").append(name).append("\":");
  const std::size_t written = append_json_string(out, text);
  if (written == text.size()) return;
  constexpr std::size_t excerpt_size = 32;
  std::string path(results_path);
  path.append("/").append(std::to_string(index)).append("/").append(name);
  throw std::invalid_argument(path + ", byte " + std::to_string(written) + ": expected UTF-8, found " +
                              quote(text.substr(written), excerpt_size));
}

inline std::string write_response(const std::vector<BulkEmailEntryResult>& results) {
  std::string out = "{\"";
  out.append(results_name).append("\":[");
  for (std::size_t i = 0; i < results.size(); ++i) {
    const std::string_view known_status = wire_name(results[i].status);
    if (i > 0) out += ',';
    out += '{';
    append_member(out, i, status_name, known_status.empty() ? results[i].unrecognized_status : known_status);
    append_member(out, i, message_id_name, results[i].message_id);
    append_member(out, i, error_name, results[i].error);
    out += '}';
  }
  out += "]}";
  return out;
}

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_WRITER_HPP
