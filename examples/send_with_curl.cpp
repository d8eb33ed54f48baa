// The smallest SES client: sends the SendBulkEmail request on standard input, and prints the result of each entry.
// SPDX-License-Identifier: MIT
#include <sesv2/format.hpp>
#include <sesv2/response.hpp>

#include <curl/curl.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <iostream>
#include <iterator>

static std::size_t append(char* data, std::size_t /*one*/, std::size_t size, void* body) {
  static_cast<std::string*>(body)->append(data, size);
  return size;
}

// Nothing called here throws anything but std::bad_alloc.
int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
  if (argc != 3) return std::cerr << "usage: send_with_curl https://email.REGION.amazonaws.com REGION\n", 64;
  const std::string request{std::istreambuf_iterator<char>(std::cin), {}};
  const auto json = nlohmann::json::parse(request, nullptr, false);
  if (!json.is_object() || !json.contains("BulkEmailEntries")) return std::cerr << "expected a request as JSON\n", 64;
  const std::size_t entries_sent = json["BulkEmailEntries"].size();
  std::string body;
  long status = 0;
  CURL* const curl = curl_easy_init();
  curl_slist* const headers = curl_slist_append(nullptr, "Content-Type: application/json");
  curl_easy_setopt(curl, CURLOPT_URL, (std::string(argv[1]) + "/v2/email/outbound-bulk-emails").c_str());
  curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, ("aws:amz:" + std::string(argv[2]) + ":ses").c_str());
  curl_easy_setopt(curl, CURLOPT_USERNAME, std::getenv("AWS_ACCESS_KEY_ID"));
  curl_easy_setopt(curl, CURLOPT_PASSWORD, std::getenv("AWS_SECRET_ACCESS_KEY"));
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, request.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  const auto code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
  const auto response = sesv2::salvage_send_bulk_email_response(body, entries_sent);
  for (const auto& result : response.results) std::cout << result << "\n";
  for (const auto& issue : response.issues) std::cerr << "HTTP " << status << ": " << issue << "\n";
  if (code != CURLE_OK) std::cerr << curl_easy_strerror(code) << "\n";
  return code == CURLE_OK && status == 200 && response.complete() ? 0 : 2;
}
