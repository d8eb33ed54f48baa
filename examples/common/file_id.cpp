// SPDX-License-Identifier: MIT
#include "common/file_id.hpp"

#include <filesystem>
#include <set>
#include <system_error>
#include <tuple>

namespace common {

FileId::FileId(const std::string& path) {
  if (::stat(path.c_str(), &status_) != 0) name_ = canonical_name(path);
}

FileId::FileId(int descriptor) { static_cast<void>(::fstat(descriptor, &status_)); }

bool FileId::can_be_shared() const noexcept { return S_ISCHR(status_.st_mode) || S_ISSOCK(status_.st_mode); }

bool operator<(const FileId& left, const FileId& right) noexcept {
  return std::tie(left.status_.st_dev, left.status_.st_ino, left.name_) <
         std::tie(right.status_.st_dev, right.status_.st_ino, right.name_);
}

std::string canonical_name(const std::string& path) {
  namespace fs = std::filesystem;
  constexpr int most_links = 40;  // as many as Linux follows
  std::error_code error;
  fs::path name = path;
  for (int i = 0; i < most_links && fs::is_symlink(name, error); ++i) {
    name = name.parent_path() / fs::read_symlink(name, error);
  }
  name = fs::weakly_canonical(fs::absolute(name, error), error);
  return error ? path : name.string();
}

bool is_same_file(const std::string& left, const std::string& right) {
  return std::set{FileId(left), FileId(right)}.size() == 1;
}

}  // namespace common
