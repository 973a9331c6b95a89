#include "cli/event_log.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>  // logs are JSON, and its parser says where they are not
#include <unordered_map>

#include "cli/layout.hpp"
#include "solver/world.hpp"

namespace afterlife {
namespace {

using Json = nlohmann::json;

class Reader {
 public:
  Reader(const Source& source, const Scenario& scenario, const Framework& framework)
      : source_(source), framework_(framework), world_(scenario, framework) {
    for (int i = 0; i < world_.size(); ++i) instances_.emplace(world_.name(i), i);
    for (std::size_t t = 0; t < scenario.threads.size(); ++t)
      threads_.emplace(scenario.threads[t].name, static_cast<int>(t));
  }

  Read<EventLog> read() {
    const std::size_t begin = source_.text.find_first_not_of(" \t\r\n");
    if (begin != std::string::npos && source_.text[begin] == '[')
      read_array();
    else
      read_lines();
    if (!found_.empty()) return tl::unexpected(std::move(found_));
    return std::move(log_);
  }

 private:
  void read_array() {
    try {
      const Json all = Json::parse(source_.text);
      std::size_t number = 0;
      for (const Json& one : all) {
        ++number;
        add(one, 1, "event number " + std::to_string(number) + ": ");
      }
    } catch (const Json::parse_error& error) {
      const auto end = source_.text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, source_.text.size()));
      mistake(1 + static_cast<std::uint32_t>(std::count(source_.text.begin(), end, '\n')), "this is no JSON",
              "the log is an array of objects, or an object on each line");
    }
  }

  void read_lines() {
    std::uint32_t line = 0;
    for (std::size_t at = 0; at < source_.text.size();) {
      const std::size_t end = std::min(source_.text.find('\n', at), source_.text.size());
      const std::string text = source_.text.substr(at, end - at);
      at = end + 1;
      ++line;
      if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
      const Json one = Json::parse(text, nullptr, false);
      if (one.is_discarded())
        mistake(line, "this is no JSON", "each line is an object: {\"event\": \"cleanup\", \"object\": \"Memory#1\"}");
      else
        add(one, line, "");
    }
  }

  static std::string text_of(const Json& one, const char* key) {
    const auto found = one.find(key);
    return found != one.end() && found->is_string() ? found->get<std::string>() : std::string();
  }

  void add(const Json& one, std::uint32_t line, const std::string& lead) {
    const std::string event = one.is_object() ? text_of(one, "event") : "";
    if (event.empty())
      return mistake(line, lead + "an event is an object with the key 'event'",
                     "for instance {\"event\": \"cleanup\", \"object\": \"Memory#1\"}");
    const std::string thread = text_of(one, "thread"), object = text_of(one, "object");
    const bool of_thread = (event == "start" || event == "end") && !thread.empty();
    RecordedEvent made =
        of_thread ? thread_event(event, thread, line, lead) : object_event(event, object, one, line, lead);
    made.by = text_of(one, "by");
    if (!made.by.empty() && !is_agent(made.by))
      mistake(line, lead + "nobody in the scenario is called '" + made.by + "'",
              "'by' is 'teardown', a thread, or 'cleanup of X' and the like");
    const std::string at = text_of(one, "at");
    if (!at.empty() && at != "begin" && at != "end")
      mistake(line, lead + "'at' is 'begin' or 'end', and not '" + at + "'", "");
    made.end = at == "end";
    std::string subject = of_thread ? thread : object;
    for (const char* key : {"of", "thread", "signal", "flag", "lock"})
      if (subject.empty()) subject = text_of(one, key);
    log_.texts.push_back(subject + "." + event + (made.end ? " (its end)" : ""));
    log_.lines.push_back(line);
    log_.events.push_back(std::move(made));
  }

  RecordedEvent thread_event(const std::string& event, const std::string& thread, std::uint32_t line,
                             const std::string& lead) {
    RecordedEvent made;
    made.kind = event == "start" ? EventKind::thread_start : EventKind::thread_end;
    const auto found = threads_.find(thread);
    if (found == threads_.end())
      mistake(line, lead + "the scenario has no thread '" + thread + "'", "its threads are" + listed(threads_));
    else
      made.index = found->second;
    return made;
  }

  RecordedEvent object_event(const std::string& event, const std::string& object, const Json& one, std::uint32_t line,
                             const std::string& lead) {
    RecordedEvent made;
    const auto known = instances_.find(object);
    if (known != instances_.end()) made.index = known->second;
    const bool lifecycle = set_kind(event, made);
    if (lifecycle && known == instances_.end()) {
      mistake(line, lead + "the scenario has no object '" + object + "'", "its objects are" + listed(instances_));
      return made;
    }
    if (lifecycle) return made;
    if (!is_action(event)) {
      mistake(
          line, lead + "'" + event + "' is no event",
          "an event is 'cleanup', 'destroy', 'create', 'delete', a callback of the object, or an action ('use', 'stop', …)");
      return made;
    }
    made.action = event;
    for (const char* key : {"object", "thread", "signal", "flag", "lock", "of"}) {
      if (!made.target.empty() || text_of(one, key).empty()) continue;
      made.target = text_of(one, key);
      if (!is_declared(key, made.target))
        mistake(
            line,
            lead + "the scenario has no " + (std::string_view(key) == "of" ? "object" : key) + " '" + made.target + "'",
            "it has" + declared(key));
    }
    if (made.target.empty())
      mistake(line, lead + "'" + event + "' is done to nothing",
              "say to what: 'object', 'thread', 'signal', 'flag' or 'lock'");
    return made;
  }

  [[nodiscard]] bool is_declared(std::string_view key, const std::string& name) const {
    const Scenario& scenario = world_.scenario();
    const auto among = [&](const std::vector<std::string>& names) {
      return std::ranges::find(names, name) != names.end();
    };
    if (key == "thread") return threads_.contains(name);
    if (key == "signal") return among(scenario.signals);
    if (key == "flag") return among(scenario.flags);
    if (key == "lock") return among(scenario.locks) || is_object(name);
    return is_object(name);
  }

  [[nodiscard]] std::string declared(std::string_view key) const {
    const Scenario& scenario = world_.scenario();
    const auto all = [](const std::vector<std::string>& names) {
      std::string text;
      for (const std::string& name : names) text += (text.empty() ? " " : ", ") + name;
      return text.empty() ? " none" : text;
    };
    if (key == "thread") return listed(threads_);
    if (key == "signal") return all(scenario.signals);
    if (key == "flag") return all(scenario.flags);
    return key == "lock" && !scenario.locks.empty() ? all(scenario.locks) : listed(instances_);
  }

  // An instance, or a declaration: what is done to nothing has no number.
  [[nodiscard]] bool is_object(const std::string& name) const {
    return instances_.contains(name) ||
           std::ranges::find(world_.scenario().objects, name, &ObjectDecl::name) != world_.scenario().objects.end();
  }

  [[nodiscard]] bool is_agent(const std::string& name) const {
    if (name == "teardown" || name == "framework" || threads_.contains(name)) return true;
    const std::size_t of = name.find(" of ");
    if (of == std::string::npos) return false;
    const std::string what = name.substr(0, of), object = name.substr(of + 4, name.find(" (", of) - of - 4);
    const auto known = instances_.find(object);
    return known != instances_.end() && (what == "cleanup" || what == "destroy" || is_callback(what, known->second));
  }

  static bool is_action(const std::string& word) {
    for (int kind = 0; kind < static_cast<int>(ActionKind::loop); ++kind)
      if (word == name(static_cast<ActionKind>(kind))) return true;
    return false;
  }

  bool set_kind(const std::string& event, RecordedEvent& made) const {
    if (event == "create" || event == "delete") {
      made.kind = event == "create" ? EventKind::create : EventKind::delete_;
    } else if (event == "cleanup" || event == framework_.cleanup_name) {
      made.kind = EventKind::cleanup;
    } else if (event == "destroy" || event == framework_.destroy_name) {
      made.kind = EventKind::destroy;
    } else if (made.index >= 0 && is_callback(event, made.index)) {
      made.kind = EventKind::run;
      made.callback = event;
    } else {
      return false;
    }
    return true;
  }

  [[nodiscard]] bool is_callback(const std::string& event, int object) const {
    return std::ranges::any_of(world_.type(object).callbacks, [&](const CallbackType& callback) {
      return callback.name == event && (callback.kind == CallbackKind::entry || callback.kind == CallbackKind::removal);
    });
  }

  template <class Names>
  static std::string listed(const Names& names) {
    constexpr std::size_t kMost = 12;
    std::vector<std::string> sorted;
    for (const auto& [name, number] : names) sorted.push_back(name);
    std::ranges::sort(sorted);
    std::string text;
    for (std::size_t i = 0; i < std::min(kMost, sorted.size()); ++i) text += (i == 0 ? " " : ", ") + sorted[i];
    if (sorted.size() > kMost) text += ", …";
    return sorted.empty() ? " none" : text;
  }

  void mistake(std::uint32_t line, const std::string& message, const std::string& hint) {
    constexpr std::size_t kMost = 20;
    if (found_.size() >= kMost) return;
    std::string text;
    std::size_t begin = 0;
    for (std::uint32_t skipped = 1; skipped < line && begin < source_.text.size(); ++skipped)
      begin = std::min(source_.text.find('\n', begin), source_.text.size()) + 1;
    if (begin < source_.text.size()) text = source_.text.substr(begin, source_.text.find('\n', begin) - begin);
    const auto width = static_cast<std::uint32_t>(text.size());
    found_.push_back({"AL0701", message, hint, source_.name, {0, line, 1, line, width + 1}, text});
  }

  const Source& source_;
  const Framework& framework_;
  World world_;
  std::unordered_map<std::string, int> instances_, threads_;
  EventLog log_;
  Diagnostics found_;
};

}  // namespace

Read<EventLog> read_event_log(const Source& source, const Scenario& scenario, const Framework& framework) {
  return Reader(source, scenario, framework).read();
}

}  // namespace afterlife
