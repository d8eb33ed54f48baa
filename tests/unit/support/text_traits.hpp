// What a text holds that makes one JSON library or another deviate from RFC 8259. Nothing here depends on the locale.
#ifndef SESV2_TESTS_TEXT_TRAITS_HPP
#define SESV2_TESTS_TEXT_TRAITS_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace support {

/// Numbers and brackets in strings do not count.
struct TextTraits {
  std::size_t depth = 0;                    // of the innermost container
  std::size_t longest_integer_part = 0;     // of a number, in digits
  std::size_t largest_exponent = 0;         // as written, whatever its sign
  bool has_number_beyond_double = false;    // 1e308 or more, which is a little less than a double can hold
  bool has_integer_beyond_64_bits = false;  // signed where it is negative
  bool has_low_surrogate_alone = false;     // an escape such as \uDC00 without its first half
  bool has_zero_byte = false;               // anywhere
  bool has_stray_mark = false;              // begins with a part of a byte order mark, apart from one that is whole
};

inline std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return text.substr(0, mark.size()) == mark ? text.substr(mark.size()) : text;
}

class TraitsReader {
 public:
  explicit TraitsReader(std::string_view text) : text_(without_byte_order_mark(text)) {
    traits_.has_zero_byte = text.find('\0') != std::string_view::npos;
    traits_.has_stray_mark =
        !text_.empty() && std::string_view("\xEF\xBB\xBF").find(text_[0]) != std::string_view::npos;
  }

  TextTraits read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        read_string();
      } else if (c == '-' || is_digit(c)) {
        read_number();
      } else {
        if (c == '[' || c == '{') traits_.depth = (std::max)(traits_.depth, ++depth_);
        if ((c == ']' || c == '}') && depth_ > 0) --depth_;
        ++at_;
      }
    }
    return traits_;
  }

 private:
  static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

  void read_string() {
    bool after_high_surrogate = false;
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
      const auto escape = text_.substr(at_, 4);
      const bool surrogate = escape.size() == 4 && escape[1] == 'u' && (escape[2] == 'd' || escape[2] == 'D');
      const bool is_escape = escape[0] == '\\';
      const bool high = is_escape && surrogate && std::string_view("89abAB").find(escape[3]) != std::string_view::npos;
      const bool low = is_escape && surrogate && std::string_view("cdefCDEF").find(escape[3]) != std::string_view::npos;
      if (low && !after_high_surrogate) traits_.has_low_surrogate_alone = true;
      after_high_surrogate = high;
      at_ += high || low ? 6 : is_escape ? 2 : 1;
    }
    ++at_;
  }

  std::string_view read_digits() {
    const auto start = (std::min)(at_, text_.size());
    at_ = (std::min)(text_.find_first_not_of("0123456789", start), text_.size());
    return text_.substr(start, at_ - start);
  }

  bool skip(std::string_view any_of) {
    const bool found = at_ < text_.size() && any_of.find(text_[at_]) != std::string_view::npos;
    at_ += found ? 1 : 0;
    return found;
  }

  void read_number() {
    const bool negative = skip("-");
    const auto integer = read_digits();
    const bool has_point = skip(".");
    const auto fraction = has_point ? read_digits() : std::string_view{};
    const bool has_exponent = skip("eE");
    const bool negative_exponent = has_exponent && skip("-");
    if (has_exponent && !negative_exponent) skip("+");
    const auto exponent = has_exponent ? value(read_digits()) : 0;

    traits_.longest_integer_part = (std::max)(traits_.longest_integer_part, integer.size());
    traits_.largest_exponent = (std::max)(traits_.largest_exponent, exponent);
    if (!has_point && !has_exponent) judge_integer(integer, negative);
    const auto digits = std::string(integer).append(fraction);
    const auto first = digits.find_first_not_of('0');
    if (first == std::string::npos) return;
    const auto up = integer.size() + (negative_exponent ? 0 : exponent);
    const auto down = first + 1 + (negative_exponent ? exponent : 0);
    if (up >= down + 308) traits_.has_number_beyond_double = true;
  }

  /// The value of digits; of more than nine, as much as nine can hold, which is more than any library takes.
  static std::size_t value(std::string_view digits) {
    digits = digits.substr((std::min)(digits.find_first_not_of('0'), digits.size()));
    return digits.empty() ? 0 : std::stoul(digits.size() > 9 ? "999999999" : std::string(digits));
  }

  void judge_integer(std::string_view digits, bool negative) {
    const std::string_view limit = negative ? "9223372036854775808" : "18446744073709551615";
    digits = digits.substr((std::min)(digits.find_first_not_of('0'), digits.size()));
    if (digits.size() > limit.size() || (digits.size() == limit.size() && digits > limit)) {
      traits_.has_integer_beyond_64_bits = true;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  TextTraits traits_;
};

inline TextTraits traits_of(std::string_view text) { return TraitsReader(text).read(); }

}  // namespace support

#endif  // SESV2_TESTS_TEXT_TRAITS_HPP
