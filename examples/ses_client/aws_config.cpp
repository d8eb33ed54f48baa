// SPDX-License-Identifier: MIT
#include "ses_client/aws_config.hpp"

#include <sesv2/format.hpp>
#include "common/environment.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

namespace ses_client {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// `[profile "a b"]` names the section `profile a b`.
std::string section_name(std::string_view line) {
  auto name = trimmed(line.substr(1, line.find(']') - 1));
  name.erase(std::remove_if(name.begin(), name.end(), [](char c) { return c == '"' || c == '\''; }), name.end());
  return name;
}

std::string file_of(const char* variable, const char* default_name) {
  const auto file = common::environment(variable);
  return file.empty() ? common::environment("HOME") + default_name : file;
}

/// A missing file counts as empty, as in the AWS CLI.
std::map<std::string, ConfigSection> read_config(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return parse_config(text);
}

}  // namespace

std::map<std::string, ConfigSection> parse_config(std::string_view text) {
  std::map<std::string, ConfigSection> sections;
  ConfigSection* section = nullptr;
  std::string parent;  // of settings that are nested
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto content = trimmed(line);
    if (content.empty() || content[0] == '#' || content[0] == ';') continue;
    if (content[0] == '[') {
      section = &sections[section_name(content)];
      parent.clear();
      continue;
    }
    const auto equals = content.find('=');
    if (section == nullptr || equals == std::string::npos) continue;
    const auto setting = lower(trimmed(std::string_view(content).substr(0, equals)));
    const auto value = trimmed(std::string_view(content).substr(equals + 1));
    const bool nested = is_space(line[0]) && !parent.empty();
    if (!nested) parent = value.empty() ? setting : "";
    const auto path = nested ? parent + "." : std::string();
    (*section)[path + setting] = value;
  }
  return sections;
}

Profile::Profile(const std::string& name) : name_(name.empty() ? common::environment("AWS_PROFILE") : name) {
  const auto credentials_file = file_of("AWS_SHARED_CREDENTIALS_FILE", "/.aws/credentials");
  const auto config_file = file_of("AWS_CONFIG_FILE", "/.aws/config");
  files_ = credentials_file + " and " + config_file;
  const bool may_be_missing = name_.empty();
  if (may_be_missing) name_ = "default";
  auto config = read_config(config_file);
  auto credentials = read_config(credentials_file);
  const auto section = name_ == "default" && config.count("default") > 0 ? name_ : "profile " + name_;
  if (!may_be_missing && credentials.count(name_) == 0 && config.count(section) == 0) {
    throw ConfigurationRefused("expected the profile \"" + sesv2::escaped(name_) + "\" in " + files_ +
                               ", found none of that name");
  }
  settings_ = credentials[name_];
  settings_.merge(config[section]);
  services_ = config["services " + value("services")];
}

std::string Profile::value(const std::string& setting) const {
  const auto found = settings_.find(setting);
  return found == settings_.end() ? "" : found->second;
}

std::string Profile::endpoint() const {
  const auto found = services_.find("sesv2.endpoint_url");
  return found == services_.end() ? value("endpoint_url") : found->second;
}

}  // namespace ses_client
