// Reads the body that Amazon SES answers to `SendBulkEmail`, and writes it; with nlohmann/json, 3.9 or later.
//
//   for (const auto& result : sesv2::parse_send_bulk_email_response(body, entries_sent)) ...
//
// throws ParseError if any part of the body is not what it should be; the exception still carries every result that
// could be read. `salvage_send_bulk_email_response` gives both without an exception. The conversions that nlohmann/json
// finds by itself are here too: `json.get<sesv2::BulkEmailEntryResult>()` and `nlohmann::json(result)`.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_JSON_HPP
#define SESV2_JSON_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sesv2/bulk_email_entry_result.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sesv2 {

/// Something in a response that is not what it should be.
struct ParseIssue {
  /// The place, as a JSON Pointer (RFC 6901): `/BulkEmailEntryResults/3/Status`; "" for the whole body.
  std::string path;
  /// Where the text itself is at fault: the offset in bytes, from 0; the body's size if it ends too soon.
  std::optional<std::size_t> byte;
  /// What was expected and what was found, in valid UTF-8 without control characters.
  std::string message;

  /// Whether all three members are equal.
  friend bool operator==(const ParseIssue& left, const ParseIssue& right) noexcept {
    return left.path == right.path && left.byte == right.byte && left.message == right.message;
  }
  /// Whether any of the three members differs.
  friend bool operator!=(const ParseIssue& left, const ParseIssue& right) noexcept { return !(left == right); }
};

/// The issue in one line: `/BulkEmailEntryResults/3/Status: expected a string, found a number`, or
/// `byte 120: expected string literal, found the end of the body`.
[[nodiscard]] std::string describe(const ParseIssue& issue);

/// All that could be read of a response, and all that could not.
struct SalvagedResponse {
  /// By position: the result at index 3 belongs to the entry at index 3 of the request.
  std::vector<BulkEmailEntryResult> results;
  /// In the order in which they were met; empty if and only if the response was read whole. Of more than 64, the first
  /// 64 and the one that ended the reading.
  std::vector<ParseIssue> issues;
};

/// A response could not be read whole. `what()` is the first issue and how many more there are.
class ParseError : public std::runtime_error {
 public:
  /// An error that carries `response`, which has at least one issue.
  explicit ParseError(SalvagedResponse response);

  /// Every result that could be read, by position.
  [[nodiscard]] const std::vector<BulkEmailEntryResult>& results() const noexcept { return response_.results; }
  /// Everything that is wrong with the response; at least one issue.
  [[nodiscard]] const std::vector<ParseIssue>& issues() const noexcept { return response_.issues; }

 private:
  SalvagedResponse response_;
};

/// Reads the body of a `SendBulkEmail` response, if all of it is as it should be.
///
/// Members that the library does not know are ignored; a status that it does not know is kept as Unrecognized, and what
/// breaks an invariant is kept as it is: neither is an issue. Of members with the same name the last one stands.
///
/// @param body              JSON text (RFC 8259) in UTF-8, with or without a byte order mark
/// @param expected_entries  how many entries the request had, where the caller knows; another number is an issue
/// @throws ParseError       if there is any issue; it carries the results that could be read, and the issues
///
/// Source:
/// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html#API_SendBulkEmail_ResponseSyntax
[[nodiscard]] std::vector<BulkEmailEntryResult> parse_send_bulk_email_response(
    std::string_view body, std::optional<std::size_t> expected_entries = std::nullopt);

/// Reads as much of the body of a `SendBulkEmail` response as can be read, and says what could not be. Takes the same
/// arguments as `parse_send_bulk_email_response`, reads by the same rules, and throws for nothing that `body` holds.
[[nodiscard]] SalvagedResponse salvage_send_bulk_email_response(
    std::string_view body, std::optional<std::size_t> expected_entries = std::nullopt);

/// Writes the body of a `SendBulkEmail` response that has these results. Members that are empty are left out. Reading
/// it back gives equal results, unless one has a StrayUnrecognizedStatus.
/// @throws nlohmann::json::type_error 316 if a text is not UTF-8
[[nodiscard]] std::string serialize_send_bulk_email_response(const std::vector<BulkEmailEntryResult>& results);

/// Writes a status as nlohmann JSON: its wire name, or null for Unrecognized.
template <typename BasicJson>
void to_json(BasicJson& json, const BulkEmailStatus& status);

/// Reads a status from nlohmann JSON; null and a name that the library does not know are Unrecognized.
/// @throws nlohmann::json::type_error 302 if it is neither a string nor null; `status` is then unchanged
template <typename BasicJson>
void from_json(const BasicJson& json, BulkEmailStatus& status);

/// Writes a result as a nlohmann JSON object. Members that are empty are left out; the text of an unrecognized status
/// is written back as it was.
template <typename BasicJson>
void to_json(BasicJson& json, const BulkEmailEntryResult& result);

/// Reads a result from a nlohmann JSON object. Members that are absent or null are left empty, and those that the
/// library does not know are ignored.
/// @throws nlohmann::json::type_error 302 if `json` is no object, or one of the three members neither a string nor
///         null; `result` is then unchanged
template <typename BasicJson>
void from_json(const BasicJson& json, BulkEmailEntryResult& result);

namespace detail {

inline constexpr std::string_view results_path = "/BulkEmailEntryResults";
inline constexpr std::string_view results_name = results_path.substr(1);
inline constexpr std::string_view status_name = "Status";
inline constexpr std::string_view message_id_name = "MessageId";
inline constexpr std::string_view error_name = "Error";
inline constexpr std::size_t max_issues = 64;
/// Hardly any entry that was sent is shorter: the service's own MessageIds have 60 characters.
inline constexpr std::string_view usual_entry = R"({"Status":"SUCCESS","MessageId":"ses-550093745"},)";

inline void set_status(BulkEmailEntryResult& result, std::string_view name) {
  result.status = status_from_wire_name(name);
  result.unrecognized_status.clear();
  if (result.status == BulkEmailStatus::Unrecognized) result.unrecognized_status = name;
}

/// The text of a JSON string, "" of null; anything else throws what nlohmann throws.
template <typename BasicJson>
std::string text_or_empty(const BasicJson& json) {
  if (json.is_null()) return {};
  const auto text = json.template get<typename BasicJson::string_t>();
  return std::string(text.data(), text.size());
}

template <typename BasicJson>
typename BasicJson::string_t to_string_t(std::string_view text) {
  return typename BasicJson::string_t(text.data(), text.size());
}

template <typename BasicJson>
std::string member_or_empty(const BasicJson& object, std::string_view name) {
  const auto member = object.find(to_string_t<BasicJson>(name));
  return member == object.end() ? std::string{} : text_or_empty(*member);
}

template <typename BasicJson>
void set_member(BasicJson& object, std::string_view name, std::string_view text) {
  if (!text.empty()) object.emplace(to_string_t<BasicJson>(name), to_string_t<BasicJson>(text));
}

/// Text from outside as a JSON string in ASCII: quoted, escaped, and valid whatever its bytes are.
inline std::string quote(std::string_view text) {
  return nlohmann::json(std::string(text)).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

/// Told the characters of a JSON text one by one, says which belong to strings.
class StringTracker {
 public:
  /// Whether the next character stands in a string. The quote that ends one does, the quote that begins one does not.
  bool within(char c) noexcept {
    const bool was_within = within_;
    within_ = was_within ? escaped_ || c != '"' : c == '"';
    escaped_ = was_within && !escaped_ && c == '\\';
    return was_within;
  }

 private:
  bool within_ = false;
  bool escaped_ = false;
};

/// How many characters were left out of a text, by the offset in what is left.
using LeftOut = std::map<std::size_t, std::size_t>;

/// The same text with numbers that do not overflow a double: every exponent is zero, and of a run of digits the first
/// 300 are left.
inline std::string shorten_numbers(std::string_view text, LeftOut& left_out) {
  constexpr std::size_t longest_run = 300;
  const std::string_view digits = "0123456789";
  const std::string_view rest_of_number = "+-.eE";
  std::string shortened;
  StringTracker strings;
  bool in_exponent = false;
  std::size_t run = 0;
  for (const char c : text) {
    const bool in_string = strings.within(c);
    const bool digit = !in_string && digits.find(c) != std::string_view::npos;
    run = digit ? run + 1 : 0;
    if (in_string || (!digit && rest_of_number.find(c) == std::string_view::npos)) {
      in_exponent = false;
    } else {
      in_exponent = in_exponent || c == 'e' || c == 'E';
    }
    if (run > longest_run) {
      ++left_out[shortened.size()];
    } else {
      shortened += digit && in_exponent ? '0' : c;
    }
  }
  return shortened;
}

/// nlohmann's words before the text that its lexer could not make a token of, and which it quotes.
inline constexpr std::string_view lexer_quotes = "; last read: ";

/// The size of the token that ends a text, which may be followed by nothing but is well-formed. nlohmann tells the size
/// of strings and numbers only.
inline std::size_t token_size(std::string_view text, std::size_t nlohmann_size) {
  const char last = text.back();
  if (last == '"' || (last >= '0' && last <= '9')) return nlohmann_size;
  for (const std::string_view literal : {"true", "false", "null"}) {
    if (last == literal.back() && text.substr(text.size() - literal.size()) == literal) return literal.size();
  }
  return 1;
}

/// What follows the marker; nothing where there is none.
inline std::string_view text_after(std::string_view text, std::string_view marker) {
  const auto start = text.find(marker);
  return start == std::string_view::npos ? std::string_view{} : text.substr(start + marker.size());
}

/// What nlohmann's parser says it expected, with the lexer's reason where it met no token at all. The text that the
/// lexer quotes is left out: it can be as long as the body, and anything.
inline std::string expectation(std::string_view nlohmann_message) {
  const auto reason = nlohmann_message.substr(0, nlohmann_message.find(lexer_quotes));
  if (reason.size() < nlohmann_message.size()) {
    return "valid JSON (" + std::string(text_after(reason, " - ")) + ")";
  }
  const auto tokens = text_after(nlohmann_message, "; expected ");
  return std::string(tokens.empty() ? "valid JSON" : tokens);
}

/// Where a text goes on behind the object that it begins with, blanks aside.
inline std::size_t end_of_object(std::string_view text) {
  StringTracker strings;
  std::size_t depth = 0;
  std::size_t end = text.find('{');
  do {
    const char c = text[end];
    const bool in_string = strings.within(c);
    if (c == '{' && !in_string) ++depth;
    if (c == '}' && !in_string) --depth;
    ++end;
  } while (depth > 0);
  return text.find_first_not_of(" \t\r\n", end);
}

#if NLOHMANN_JSON_VERSION_MAJOR == 3 && NLOHMANN_JSON_VERSION_MINOR <= 12
/// nlohmann's lexer gathers each token byte by byte in a string. Appending to a std::string is a call each time; to
/// this it is compiled in place, and the reading takes a quarter less time (GCC 12, -O3). It has what nlohmann asks of
/// a string for the lexer, and for the readers of binary formats, which are compiled with it though never called.
class TokenText {  // NOLINT(cppcoreguidelines-special-member-functions): a move is a copy
 public:
  using value_type = char;
  static constexpr std::size_t npos = std::string_view::npos;

  TokenText() = default;
  TokenText(const char* text) { append(text); }
  TokenText(std::size_t count, char c) { append(std::string(count, c)); }
  TokenText(const TokenText& other) { append(other); }
  TokenText& operator=(const TokenText& other) {
    if (this != &other) {
      clear();
      append(other);
    }
    return *this;
  }

  void push_back(char c) {
    if (end_ == limit_) grow();
    *end_++ = c;
  }
  /// Not its own text.
  TokenText& append(std::string_view text) {
    for (const char c : text) push_back(c);
    return *this;
  }
  void resize(std::size_t count) {
    while (size() < count) push_back('\0');
    end_ = chars_.data() + count;
  }
  void clear() noexcept { end_ = chars_.data(); }

  operator std::string_view() const noexcept { return {chars_.data(), size()}; }
  [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(end_ - chars_.data()); }
  char& operator[](std::size_t index) { return chars_[index]; }
  /// Ends with a zero behind the text, where strtod is to stop.
  char* data() {
    push_back('\0');
    --end_;
    return chars_.data();
  }

 private:
  void grow() {
    constexpr std::size_t least = 128;
    const auto used = size();
    chars_.resize(2 * used + least);
    end_ = chars_.data() + used;
    limit_ = chars_.data() + chars_.size();
  }

  std::vector<char> chars_;
  char* end_ = chars_.data();
  char* limit_ = end_;
};
#else
using TokenText = std::string;  // since nobody knows yet what a later version asks of it
#endif
using TokenJson = nlohmann::basic_json<std::map, std::vector, TokenText>;

/// Turns the events of nlohmann's SAX parser into results. It never recurses: of what it does not know it counts the
/// depth only.
class ResponseReader {
 public:
  ResponseReader(std::string_view body, std::optional<std::size_t> expected_entries)
      : body_(body), expected_entries_(expected_entries) {}

  /// Reads `text`: as much of the body as nlohmann can take, but for what was left out.
  void read(std::string_view text, LeftOut left_out = {}) {
    text_ = text;
    left_out_ = std::move(left_out);
    const bool well_formed = TokenJson::sax_parse(text.data(), text.data() + text.size(), this);
    const auto end = offset_in_body(text.size());
    if (well_formed && end < body_.size()) add_text_issue(end, "the end of the body");
  }

  [[nodiscard]] SalvagedResponse take() { return std::move(response_); }

  /// Whether the reading ended at a number that nlohmann cannot hold, though it is valid JSON.
  [[nodiscard]] bool met_large_number() const noexcept { return met_large_number_; }

  // nlohmann's SAX interface. The strings are the lexer's own buffer, so they are copied: moving out of it would make
  // the lexer allocate a new one for every token.
  bool null() { return value(null_kind); }
  bool boolean(bool /*value*/) { return value("a boolean"); }
  bool number_integer(std::int64_t /*value*/) { return value("a number"); }
  bool number_unsigned(std::uint64_t /*value*/) { return value("a number"); }
  bool number_float(double /*value*/, std::string_view /*text*/) { return value("a number"); }
  bool string(std::string_view text) { return value("a string", text); }
  bool binary(TokenJson::binary_t& /*value*/) { return value("binary data"); }

  bool start_object(std::size_t /*size*/) {
    if (ignored_depth_ == 0 && place_ == Place::Outside) {
      place_ = Place::Root;
    } else if (ignored_depth_ == 0 && place_ == Place::List) {
      response_.results.emplace_back();
      entry_has_member_ = false;
      entry_has_issue_ = false;
      place_ = Place::Entry;
    } else {
      ignore_container("an object");
    }
    return true;
  }

  bool start_array(std::size_t /*size*/) {
    if (ignored_depth_ == 0 && place_ == Place::Root && member_ == Member::Results) {
      begin_list(array_kind);
      const auto likely_entries = text_.size() / usual_entry.size();
      response_.results.reserve((std::min)(expected_entries_.value_or(likely_entries), likely_entries));
      place_ = Place::List;
    } else {
      ignore_container(array_kind);
    }
    return true;
  }

  bool key(std::string_view name) {
    member_ = Member::Other;
    if (place_ == Place::Root) {
      if (name == results_name) {
        member_ = Member::Results;
      } else if (name == "message") {
        member_ = Member::LowerMessage;
      } else if (name == "Message") {
        member_ = Member::UpperMessage;
      }
    } else if (name == status_name) {
      member_ = Member::Status;
    } else if (name == message_id_name) {
      member_ = Member::MessageId;
    } else if (name == error_name) {
      member_ = Member::Error;
    }
    return true;
  }

  bool end_object() { return end_container(); }
  bool end_array() { return end_container(); }

  bool parse_error(std::size_t bytes_read, const std::string& last_token, const nlohmann::json::exception& error) {
    constexpr int number_overflow = 406;
    met_large_number_ = error.id == number_overflow;
    const bool in_array_entry = place_ == Place::List && ignored_depth_ > 0;
    if (in_array_entry || (place_ == Place::Entry && !entry_has_member_)) response_.results.pop_back();
    drop_excess_issues();
    if (place_ == Place::Root && found_list_ != nothing_kind) check_list();
    if (place_ == Place::Behind) {
      add_text_issue(offset_in_body(end_of_object(text_)), "the end of the body");
    } else {
      const auto offset = fault_offset(bytes_read, last_token.size(), error.what());
      add_text_issue(offset_in_body(offset), expectation(error.what()));
    }
    return false;
  }

 private:
  /// The innermost container that is being read, those being ignored aside; before the root, and behind it.
  enum class Place : std::uint8_t { Outside, Root, List, Entry, Behind };
  /// The member whose value comes next.
  enum class Member : std::uint8_t { Other, Results, LowerMessage, UpperMessage, Status, MessageId, Error };

  static constexpr std::string_view nothing_kind = "nothing";
  static constexpr std::string_view null_kind = "null";
  static constexpr std::string_view array_kind = "an array";

  void ignore_container(std::string_view kind) {
    value(kind);
    ++ignored_depth_;
  }

  /// Of several lists the last one stands, and only what is wrong with that one counts.
  void begin_list(std::string_view kind) {
    response_ = {};
    found_list_ = kind;
  }

  bool end_container() {
    if (ignored_depth_ > 0) {
      --ignored_depth_;
    } else if (place_ == Place::Entry) {
      drop_excess_issues();
      place_ = Place::List;
    } else if (place_ == Place::List) {
      place_ = Place::Root;
    } else {
      check_list();
      place_ = Place::Behind;
    }
    return true;
  }

  /// A value that is no container, or a container of which only the kind matters.
  bool value(std::string_view kind, std::optional<std::string_view> text = std::nullopt) {
    if (ignored_depth_ > 0) return true;
    switch (place_) {
      case Place::Outside:
        add_issue("", "an object", kind);
        break;
      case Place::Root:
        if (member_ == Member::Results) begin_list(kind);
        if (member_ == Member::LowerMessage) lower_message_ = text;
        if (member_ == Member::UpperMessage) upper_message_ = text;
        break;
      case Place::List:
        response_.results.emplace_back();
        add_issue(entry_path(), "an object", kind);
        break;
      default:  // Place::Entry, since nothing is handed on from behind the root
        if (member_ != Member::Other) set_entry_member(kind, text);
        break;
    }
    return true;
  }

  void set_entry_member(std::string_view kind, std::optional<std::string_view> text) {
    const auto content = text.value_or(std::string_view{});
    auto& result = response_.results.back();
    std::string_view name = error_name;
    if (member_ == Member::Status) {
      name = status_name;
      set_status(result, content);
    } else if (member_ == Member::MessageId) {
      name = message_id_name;
      result.message_id = std::string(content);  // moved in: assigning is a call into the library's binary
    } else {
      result.error = std::string(content);
    }
    entry_has_member_ = true;
    if (entry_has_issue_) withdraw_issue(member_path(name));
    if (!text.has_value() && kind != null_kind) {
      add_issue(member_path(name), "a string", kind);
      entry_has_issue_ = true;
    }
  }

  /// Before an entry has ended, none of its issues, three at the most, is dropped: one may be withdrawn yet.
  void drop_excess_issues() {
    if (response_.issues.size() > max_issues) response_.issues.resize(max_issues);
  }

  /// An issue of a member that stands no more, since another of the same name has come.
  void withdraw_issue(const std::string& path) {
    auto& issues = response_.issues;
    issues.erase(std::remove_if(issues.begin(), issues.end(), [&](const auto& issue) { return issue.path == path; }),
                 issues.end());
  }

  void check_list() {
    const std::string path(results_path);
    const auto count = response_.results.size();
    if (found_list_ != array_kind) {
      add_issue(path, array_kind, std::string(found_list_) + service_message());
    } else if (expected_entries_.has_value() && *expected_entries_ != count) {
      add_issue(path, std::to_string(*expected_entries_) + " entries", std::to_string(count));
    }
  }

  [[nodiscard]] std::string service_message() const {
    const auto& message = lower_message_.has_value() ? lower_message_ : upper_message_;
    return message.has_value() ? "; the service says " + quote(*message) : std::string();
  }

  [[nodiscard]] std::string entry_path() const {
    return std::string(results_path) + "/" + std::to_string(response_.results.size() - 1);
  }

  [[nodiscard]] std::string member_path(std::string_view name) const { return (entry_path() += '/').append(name); }

  void add_issue(std::string path, std::string_view expected, std::string_view found) {
    if (place_ != Place::Entry && response_.issues.size() >= max_issues) return;
    std::string message = "expected ";
    message.append(expected).append(", found ").append(found);
    response_.issues.push_back({std::move(path), std::nullopt, std::move(message)});
  }

  /// The offset of the byte at fault. nlohmann counts the bytes that it had read: one behind the text if that ended too
  /// soon; all of a token that stands in the wrong place, whose start is wanted here; else up to the one that belongs
  /// to no token.
  [[nodiscard]] std::size_t fault_offset(std::size_t bytes_read, std::size_t last_token_size,
                                         std::string_view nlohmann_message) const {
    if (bytes_read > text_.size()) return text_.size();
    if (nlohmann_message.find(lexer_quotes) != std::string_view::npos) return bytes_read - 1;
    return bytes_read - token_size(text_.substr(0, bytes_read), last_token_size);
  }

  [[nodiscard]] std::size_t offset_in_body(std::size_t offset_in_text) const {
    std::size_t offset = offset_in_text;
    for (const auto& [before, count] : left_out_) offset += before <= offset_in_text ? count : 0;
    return offset;
  }

  /// The issue that ends the reading: it is kept however many there were.
  void add_text_issue(std::size_t byte, const std::string& expected) {
    constexpr std::size_t excerpt_size = 32;
    std::string found = "the end of the body";
    if (body_.empty()) found = "an empty body";
    if (byte < body_.size()) found = quote(body_.substr(byte, excerpt_size));
    if (place_ == Place::Root && found_list_ == nothing_kind) found += service_message();
    response_.issues.push_back({"", byte, "expected " + expected + ", found " + found});
  }

  std::string_view body_;
  std::string_view text_;
  LeftOut left_out_;
  std::optional<std::size_t> expected_entries_;
  SalvagedResponse response_;
  Place place_ = Place::Outside;
  Member member_ = Member::Other;
  std::size_t ignored_depth_ = 0;
  bool entry_has_member_ = false;
  bool entry_has_issue_ = false;
  bool met_large_number_ = false;
  std::string_view found_list_ = nothing_kind;
  std::optional<std::string> lower_message_;  // of the root's `message`
  std::optional<std::string> upper_message_;  // of the root's `Message`
};

/// The first issue, and how many more there are.
inline std::string summarize(const std::vector<ParseIssue>& issues) {
  if (issues.empty()) return "the response could not be read whole";
  const auto first = describe(issues.front());
  return issues.size() == 1 ? first : first + " (and " + std::to_string(issues.size() - 1) + " more)";
}

}  // namespace detail

inline std::string describe(const ParseIssue& issue) {
  std::string where = issue.path;
  if (issue.byte.has_value()) where += (where.empty() ? "byte " : ", byte ") + std::to_string(*issue.byte);
  return where.empty() ? issue.message : where + ": " + issue.message;
}

inline ParseError::ParseError(SalvagedResponse response)
    : std::runtime_error(detail::summarize(response.issues)), response_(std::move(response)) {}

inline std::vector<BulkEmailEntryResult> parse_send_bulk_email_response(std::string_view body,
                                                                        std::optional<std::size_t> expected_entries) {
  auto response = salvage_send_bulk_email_response(body, expected_entries);
  if (!response.issues.empty()) throw ParseError(std::move(response));
  return std::move(response.results);
}

inline SalvagedResponse salvage_send_bulk_email_response(std::string_view body,
                                                         std::optional<std::size_t> expected_entries) {
  // nlohmann takes a zero byte for the end of its input, but none may stand in JSON text (RFC 8259, sections 2 and 7).
  const auto text = body.substr(0, body.find('\0'));
  detail::ResponseReader reader(body, expected_entries);
  reader.read(text);
  if (reader.met_large_number()) {
    // A number may be of any size (RFC 8259, section 6), but nlohmann ends its reading at one that overflows a double.
    reader = detail::ResponseReader(body, expected_entries);
    detail::LeftOut left_out;
    const auto shortened = detail::shorten_numbers(text, left_out);
    reader.read(shortened, std::move(left_out));
  }
  return reader.take();
}

inline std::string serialize_send_bulk_email_response(const std::vector<BulkEmailEntryResult>& results) {
  nlohmann::ordered_json response;
  response.emplace(std::string(detail::results_name), results);
  return response.dump();
}

template <typename BasicJson>
void to_json(BasicJson& json, const BulkEmailStatus& status) {
  json = nullptr;
  if (const auto name = wire_name(status); !name.empty()) json = detail::to_string_t<BasicJson>(name);
}

template <typename BasicJson>
void from_json(const BasicJson& json, BulkEmailStatus& status) {
  status = status_from_wire_name(detail::text_or_empty(json));
}

template <typename BasicJson>
void to_json(BasicJson& json, const BulkEmailEntryResult& result) {
  const auto name = wire_name(result.status);
  json = BasicJson::object();
  detail::set_member(json, detail::status_name, name.empty() ? result.unrecognized_status : name);
  detail::set_member(json, detail::message_id_name, result.message_id);
  detail::set_member(json, detail::error_name, result.error);
}

template <typename BasicJson>
void from_json(const BasicJson& json, BulkEmailEntryResult& result) {
  // Only for what it throws; ordered_json cannot give its own object_t.
  if (!json.is_object()) static_cast<void>(json.template get<std::map<typename BasicJson::string_t, BasicJson>>());
  BulkEmailEntryResult read;
  detail::set_status(read, detail::member_or_empty(json, detail::status_name));
  read.message_id = detail::member_or_empty(json, detail::message_id_name);
  read.error = detail::member_or_empty(json, detail::error_name);
  result = std::move(read);
}

}  // namespace sesv2

#endif  // SESV2_JSON_HPP
