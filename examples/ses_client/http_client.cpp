#include "ses_client/http_client.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace ses_client {
namespace {

/// SES does not answer with more than this: 50 results are about 10 kB.
constexpr std::size_t max_body = std::size_t{4} << 20U;
/// A server that closes idle connections could do so just when a request is on its way, and what it holds would be
/// unknown. Node's servers close them after 5 s, others later.
constexpr long max_idle_seconds = 4;
/// Nobody waits longer than a century, and a clock that counts nanoseconds can hold it.
constexpr curl_off_t max_retry_after = 3155760000;

void check(CURLcode code) {
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
}

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  check(curl_easy_setopt(handle, option, value));  // NOLINT(*-vararg): libcurl's interface
}

template <typename Value>
Value get(CURL* handle, CURLINFO info) {
  Value value{};
  curl_easy_getinfo(handle, info, &value);  // NOLINT(*-vararg): libcurl's interface
  return value;
}

/// A failure that another attempt will meet too.
bool is_permanent(CURLcode code) {
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_ISSUER_ERROR ||
         code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CRL_BADFILE || code == CURLE_URL_MALFORMAT ||
         code == CURLE_UNSUPPORTED_PROTOCOL;
}

std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> new_handle() {
  auto* const handle = curl_easy_init();
  if (handle == nullptr) throw std::bad_alloc();
  return {handle, &curl_easy_cleanup};
}

}  // namespace

struct HttpClient::Call {
  explicit Call(const bool& client_is_sending) : handle(new_handle()), sending(client_is_sending) {}

  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle;
  const bool& sending;
  bool in_flight = false;
  std::string body;
  Finished finished;
  std::array<char, CURL_ERROR_SIZE> failure{};
};

namespace {

extern "C" std::size_t gather_body(char* data, std::size_t size, std::size_t count, void* response) {
  auto& body = static_cast<HttpResponse*>(response)->body;
  const auto taken = std::min(size * count, max_body - body.size());
  body.append(data, taken);
  return taken;  // less than was offered makes libcurl end the call
}

/// Notes the status. After a 417 libcurl would send the request again, without its Expect header; ending the call here
/// keeps it from that.
extern "C" std::size_t read_header(char* data, std::size_t size, std::size_t count, void* response) {
  constexpr long expectation_failed = 417;
  const std::string_view line(data, size * count);
  if (line.substr(0, 5) != "HTTP/") return line.size();
  const auto space = std::min(line.find(' '), line.size() - 1) + 1;
  auto& status = static_cast<HttpResponse*>(response)->status;
  status = 0;
  std::from_chars(data + space, data + line.size(), status);
  return status == expectation_failed ? 0 : line.size();
}

/// libcurl calls this when a connection is ready and before the first byte of the request. It calls it a second time
/// when it wants to send the request again by itself, which it does when a connection that it kept open dies without a
/// response; the service may have read the request by then.
template <typename Call>
int allow_request_once(Call* call) {
  auto& response = call->finished.response;
  if (response.request_sent || !call->sending) return CURL_PREREQFUNC_ABORT;
  response.request_sent = true;
  return CURL_PREREQFUNC_OK;
}

}  // namespace

HttpClient::HttpClient(const HttpSettings& settings) : multi_(curl_multi_init()) {
  if (multi_ == nullptr) throw std::bad_alloc();
  // libcurl 7.88 signs every header of this list, even one that only takes a default of libcurl's away ("Expect:").
  add_header("Content-Type: application/json");
  // libcurl 7.88 signs the host without its port unless it is given the header.
  const auto& [name, url, target, host, port, tls] = settings.endpoint;
  add_header("Host: " + host + (port.empty() ? "" : ":" + port));
  if (!settings.credentials.session_token.empty()) {
    add_header("X-Amz-Security-Token: " + settings.credentials.session_token);
  }
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(settings.parallel));  // NOLINT(*-vararg)
  for (std::size_t i = 0; i < settings.parallel; ++i) {
    calls_.push_back(std::make_unique<Call>(sending_));
    set_up(calls_.back()->handle.get(), settings);
  }
}

HttpClient::~HttpClient() {
  for (const auto& call : calls_) {
    if (call->in_flight) curl_multi_remove_handle(multi_.get(), call->handle.get());
  }
}

void HttpClient::add_header(const std::string& line) {
  auto* const list = curl_slist_append(headers_.get(), line.c_str());
  if (list == nullptr) throw std::bad_alloc();
  static_cast<void>(headers_.release());
  headers_.reset(list);
}

void HttpClient::set_up(CURL* handle, const HttpSettings& settings) const {
  const auto& endpoint = settings.endpoint;
  set(handle, CURLOPT_URL, endpoint.signed_url.c_str());
  set(handle, CURLOPT_REQUEST_TARGET, endpoint.target.c_str());
  if (!endpoint.tls) set(handle, CURLOPT_PROXY, "");  // what is for this machine does not go through a proxy
  set(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);  // a proxy's status is not the service's
  if (!settings.ca_bundle.empty()) {
    const bool folder = std::filesystem::is_directory(settings.ca_bundle);
    set(handle, CURLOPT_CAINFO, folder ? nullptr : settings.ca_bundle.c_str());
    set(handle, CURLOPT_CAPATH, folder ? settings.ca_bundle.c_str() : nullptr);
  }
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
  set(handle, CURLOPT_USERAGENT, "ses_client");
  set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(handle, CURLOPT_MAXAGE_CONN, max_idle_seconds);
  set(handle, CURLOPT_AWS_SIGV4, ("aws:amz:" + settings.region + ":ses").c_str());
  set(handle, CURLOPT_USERNAME, settings.credentials.access_key_id.c_str());
  set(handle, CURLOPT_PASSWORD, settings.credentials.secret_access_key.c_str());
  set(handle, CURLOPT_HTTPHEADER, headers_.get());
  set(handle, CURLOPT_WRITEFUNCTION, gather_body);
  set(handle, CURLOPT_HEADERFUNCTION, read_header);
}

void HttpClient::start(Batch batch, std::string body) {
  const auto idle = std::find_if(calls_.begin(), calls_.end(), [](const auto& call) { return !call->in_flight; });
  if (idle == calls_.end()) throw std::logic_error("more calls in flight than there are connections");
  auto& call = **idle;
  auto* const handle = call.handle.get();
  call.body = std::move(body);
  call.finished = {std::move(batch), std::chrono::steady_clock::now(), {}};
  call.failure[0] = '\0';
  const auto allow = [](void* the_call, char*, char*, int, int) {
    return allow_request_once(static_cast<Call*>(the_call));
  };
  set(handle, CURLOPT_PREREQFUNCTION, static_cast<curl_prereq_callback>(allow));
  set(handle, CURLOPT_PREREQDATA, &call);
  set(handle, CURLOPT_PRIVATE, &call);
  set(handle, CURLOPT_ERRORBUFFER, call.failure.data());
  set(handle, CURLOPT_WRITEDATA, &call.finished.response);
  set(handle, CURLOPT_HEADERDATA, &call.finished.response);
  set(handle, CURLOPT_POSTFIELDS, call.body.data());
  set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
  if (curl_multi_add_handle(multi_.get(), handle) != CURLM_OK) throw std::runtime_error("libcurl: no call can be made");
  call.in_flight = true;
}

std::size_t HttpClient::in_flight() const noexcept {
  return static_cast<std::size_t>(
      std::count_if(calls_.begin(), calls_.end(), [](const auto& call) { return call->in_flight; }));
}

std::vector<HttpClient::Finished> HttpClient::wait(std::chrono::milliseconds time) {
  int running = 0;
  curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(time.count()), nullptr);
  curl_multi_perform(multi_.get(), &running);
  std::vector<Finished> finished;
  int left = 0;
  while (const auto* const message = curl_multi_info_read(multi_.get(), &left)) {
    auto* const handle = message->easy_handle;
    const auto code = message->data.result;  // NOLINT(*-union-access): libcurl's interface
    auto& call = *static_cast<Call*>(get<void*>(handle, CURLINFO_PRIVATE));
    curl_multi_remove_handle(multi_.get(), handle);
    auto& response = call.finished.response;
    if (code == CURLE_ABORTED_BY_CALLBACK) {
      response.failure =
          response.request_sent ? "the connection ended without a response" : "stopped before the request went out";
    } else if (code != CURLE_OK) {
      response.failure = call.failure[0] != '\0' ? call.failure.data() : curl_easy_strerror(code);
    }
    response.permanent_failure = is_permanent(code);
    response.retry_after =
        std::chrono::seconds(std::min(get<curl_off_t>(handle, CURLINFO_RETRY_AFTER), max_retry_after));
    curl_header* error_type = nullptr;
    if (curl_easy_header(handle, "x-amzn-errortype", 0, CURLH_HEADER, -1, &error_type) == CURLHE_OK) {
      response.error_type = error_type->value;
    }
    call.in_flight = false;
    call.body.clear();
    finished.push_back(std::move(call.finished));
  }
  return finished;
}

void HttpClient::stop_sending() noexcept { sending_ = false; }

std::string HttpClient::try_to_connect() {
  auto& call = *calls_.front();
  auto* const handle = call.handle.get();
  set(handle, CURLOPT_ERRORBUFFER, call.failure.data());
  set(handle, CURLOPT_CONNECT_ONLY, 1L);
  const auto code = curl_easy_perform(handle);
  set(handle, CURLOPT_CONNECT_ONLY, 0L);
  if (code == CURLE_OK) return {};
  return call.failure[0] != '\0' ? call.failure.data() : curl_easy_strerror(code);
}

}  // namespace ses_client
