#include "common/replace_file.hpp"

#include <fcntl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkstemp is POSIX's, and <cstdlib> need not declare it
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace common {
namespace {

[[noreturn]] void throw_errno(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) throw_errno("writing failed");
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(descriptor) != 0) throw_errno("writing failed");
}

/// A new file beside the one to be replaced, readable by its owner only; removed unless it has taken its place.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& beside) : name_(beside + ".XXXXXX"), descriptor_(::mkstemp(name_.data())) {
    if (descriptor_ < 0) throw_errno("no file can be created beside it");
  }
  ~TemporaryFile() {
    static_cast<void>(::close(descriptor_));
    if (!name_.empty()) static_cast<void>(std::remove(name_.c_str()));
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;

  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

  void take_place_of(const std::string& file) {
    if (std::rename(name_.c_str(), file.c_str()) != 0) throw_errno("the file cannot be replaced");
    name_.clear();
  }

  void become(const std::string& file) const {
    if (::link(name_.c_str(), file.c_str()) != 0) throw_errno("the file cannot be created");
  }

 private:
  std::string name_;
  int descriptor_;
};

std::string target_of(const std::string& file) {
  namespace fs = std::filesystem;
  if (fs::exists(file) && !fs::is_regular_file(file)) {
    throw std::system_error(std::make_error_code(std::errc::not_supported), "it is not a regular file");
  }
  return canonical_name(file);
}

}  // namespace

void replace_file(const std::string& file, std::string_view text) {
  const auto target = target_of(file);
  TemporaryFile temporary(target);
  write_all(temporary.descriptor(), text);
  temporary.take_place_of(target);
  sync_directory_of(target);
}

void create_file(const std::string& file, std::string_view text) {
  const TemporaryFile temporary(file);
  write_all(temporary.descriptor(), text);
  temporary.become(file);
  sync_directory_of(file);
}

void check_replaceable(const std::string& file) { const TemporaryFile temporary(target_of(file)); }

std::string canonical_name(const std::string& file) {
  namespace fs = std::filesystem;
  constexpr int most_links = 40;  // as many as Linux follows
  std::error_code error;
  fs::path path = file;
  for (int i = 0; i < most_links && fs::is_symlink(path, error); ++i) {
    path = path.parent_path() / fs::read_symlink(path, error);
  }
  path = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? file : path.string();
}

bool is_same_file(const std::string& left, const std::string& right) {
  std::error_code error;
  return canonical_name(left) == canonical_name(right) || std::filesystem::equivalent(left, right, error);
}

void sync_directory_of(const std::string& file) {
  auto directory = std::filesystem::path(file).parent_path();
  if (directory.empty()) directory = ".";
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);  // NOLINT(*-vararg): POSIX
  // Some file systems cannot flush a directory, and say so with EINVAL.
  const bool synced = descriptor >= 0 && (::fsync(descriptor) == 0 || errno == EINVAL);
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw std::system_error(error, std::generic_category(), "its name cannot be made durable");
}

}  // namespace common
