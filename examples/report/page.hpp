// Text for people, wrapped to the width of the terminal and in colors where those are shown.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_PAGE_HPP
#define EXAMPLES_REPORT_PAGE_HPP

#include "common/terminal.hpp"

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

namespace report {

/// How many columns of a terminal the text takes: none for combining marks, two for East Asian wide characters and
/// emoji. The locale does not matter.
[[nodiscard]] std::size_t columns_of(std::string_view utf8) noexcept;

/// The number of columns, from 40 to 120, of the terminal that standard output goes to; 100 if it is not a terminal,
/// so that a report kept in a file looks the same everywhere.
[[nodiscard]] std::size_t columns_of_stdout();

enum class Style : unsigned char { Plain, Bold, Red, Green, Yellow };

/// A stream that lines are printed to.
class Page {
 public:
  Page(std::ostream& out, common::Colors colors, std::size_t columns) : out_(out), colors_(colors), columns_(columns) {}

  [[nodiscard]] std::size_t columns() const noexcept { return columns_; }

  /// The text, to be shown in this style.
  [[nodiscard]] std::string styled(std::string_view text, Style style) const;

  /// Prints one line as it is.
  void line(std::string_view text = {});
  /// Prints an empty line and a heading.
  void heading(std::string_view text);
  /// Prints the text, broken at spaces. The first line begins with `lead`, the others with spaces of the same width; a
  /// word that is longer than a line is broken.
  void paragraph(std::string_view lead, std::string_view text, Style style = Style::Plain);

 private:
  std::ostream& out_;
  common::Colors colors_;
  std::size_t columns_;
};

}  // namespace report

#endif  // EXAMPLES_REPORT_PAGE_HPP
