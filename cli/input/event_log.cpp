#include "cli/input/event_log.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "cli/input/declared_names.hpp"
#include "cli/input/json_log.hpp"
#include "model/action.hpp"
#include "model/reader/mistakes/text.hpp"

namespace afterlife {
namespace {

class Reader {
 public:
  Reader(const Source& source, const Scenario& scenario, const Framework& framework, const Deadline& deadline)
      : source_(source), framework_(framework), deadline_(deadline), scenario_(scenario), names_(scenario) {}

  Read<EventLog> read(bool may_be_empty) {
    log_.name = source_.name;
    read_json_log(source_, {.object =
                                [&](const JsonObject& object) {
                                  deadline_.keep();
                                  any_ = true;
                                  add(object);
                                },
                            .broken =
                                [&](const Span& at, std::string_view why) {
                                  deadline_.keep();
                                  any_ = true;
                                  mistake(at, std::string(why), kShape);
                                }});
    if (!any_ && !may_be_empty)
      mistake({0, 1, 1, 1, 2}, "the log has no events",
              "if nothing happened, say --allow-empty; otherwise look at what writes the log");
    if (!found_.empty()) return tl::unexpected(mistakes());
    return std::move(log_);
  }

 private:
  static constexpr const char* kShape = "the log is an array of objects, or an object on each line";
  // What every event may have, and what says whom it is about.
  static constexpr std::array kOfAll = {"event", "object", "by", "at"};
  static constexpr std::array kTargets = {"object", "thread", "signal", "flag", "lock", "request", "of"};

  static std::string text_of(const JsonObject& one, std::string_view key) {
    const JsonField* field = one.find(key);
    return field != nullptr ? field->text : std::string();
  }
  // Where the field is, or where it is missing.
  static Span place_of(const JsonObject& one, std::string_view key) {
    const JsonField* field = one.find(key);
    return field != nullptr ? field->at : one.at;
  }

  // What is known has the right kind, and is said once.
  bool is_good(const JsonObject& one) {
    const std::size_t before = found_.size();
    for (std::size_t i = 0; i < one.fields.size(); ++i) {
      const JsonField& field = one.fields[i];
      const bool of_all = std::ranges::find(kOfAll, field.key) != kOfAll.end();
      if (of_all && field.kind == JsonField::Kind::other)
        mistake(field.at, "'" + field.key + "' is a text, in quotes", "");
      if ((of_all || std::ranges::find(kTargets, field.key) != kTargets.end()) && one.find(field.key) != &field)
        mistake(field.at, "'" + field.key + "' is said twice", "keep one of them");
    }
    return found_.size() == before;
  }

  void add(const JsonObject& one) {
    if (!is_good(one)) return;
    const std::string event = text_of(one, "event");
    if (event.empty())
      return mistake(one.at, "an event is an object with the key 'event'",
                     "for instance {\"event\": \"cleanup\", \"object\": \"Memory#1\"}");
    const std::string thread = text_of(one, "thread"), object = text_of(one, "object");
    const bool of_thread = (event == "start" || event == "end") && !thread.empty();
    RecordedEvent made = of_thread ? thread_event(event, thread, one) : object_event(event, object, one);
    const std::string by = as_agent(text_of(one, "by"));
    if (made.is_lifecycle())
      judge_beginner(by, made, object, one);
    else if (!by.empty() && (by != "framework" || made.action))
      made.by = agent_named(by, one);
    const std::string at = text_of(one, "at");
    if (!at.empty() && at != "begin" && at != "end")
      mistake(place_of(one, "at"), "'at' is 'begin' or 'end', and not " + in_quotes(at), "");
    made.end = at == "end";
    if (made.end && !made.is_lifecycle() && (made.action || made.kind != EventKind::run))
      mistake(place_of(one, "at"), "'" + event + "' is an instant: only a callback has an end of its own",
              "leave 'at' out; docs/commands/conform.md says when each action is recorded");
    std::string subject = of_thread ? thread : object;
    for (const char* key : kTargets)
      if (subject.empty()) subject = text_of(one, key);
    log_.texts.push_back(subject + "." + event + (made.end ? " (its end)" : ""));
    log_.lines.push_back(one.at.line);
    log_.events.push_back(std::move(made));
  }

  // Of a cleanup or destroy, `by` can say nothing new.
  void judge_beginner(const std::string& by, const RecordedEvent& made, const std::string& object,
                      const JsonObject& one) {
    const std::string phase(name(made.kind == EventKind::cleanup ? Phase::cleanup : Phase::destroy));
    if (!by.empty() && by != "framework" && by != phase + " of " + object)
      mistake(place_of(one, "by"), "a " + phase + " is not begun by " + in_quotes(by) + ", but by the framework",
              "leave 'by' out; the delete before it may have one");
  }

  // "EvtCleanupCallback of Child" is "cleanup of Child".
  [[nodiscard]] std::string as_agent(const std::string& by) const {
    for (const auto& [callback, short_name] :
         {std::pair(framework_.cleanup_name, "cleanup"), std::pair(framework_.destroy_name, "destroy")})
      if (by.starts_with(callback + " of ")) return short_name + by.substr(callback.size());
    return by;
  }

  // Whoever is named has a body in the scenario: "teardown", "Worker", "EvtWorkItem of W (2)".
  std::optional<RecordedAgent> agent_named(const std::string& by, const JsonObject& one) {
    using Kind = RecordedAgent::Kind;
    if (by == "teardown") return RecordedAgent{Kind::teardown};
    if (by == "framework") return RecordedAgent{Kind::framework};
    if (const std::optional<int> thread = names_.thread(by)) return RecordedAgent{Kind::thread, *thread};
    const std::size_t of = by.find(" of ");
    const std::string what = by.substr(0, of);
    const std::size_t behind = of == std::string::npos ? of : by.find(" (", of);
    const auto known = of == std::string::npos ? std::nullopt : names_.instance(by.substr(of + 4, behind - of - 4));
    const ObjectDecl* many = of == std::string::npos ? nullptr : names_.several(by.substr(of + 4));
    const auto wrong = [&](const std::string& message, const std::string& hint) -> std::optional<RecordedAgent> {
      mistake(place_of(one, "by"), message, hint);
      return std::nullopt;
    };
    if (many != nullptr)
      return wrong("there are " + std::to_string(many->count) + " of '" + many->name + "'",
                   "say which: '" + what + " of " + many->name + "#1'");
    if (!known)
      return wrong("nobody in the scenario is called " + in_quotes(by),
                   "'by' is 'teardown', a thread, or 'cleanup of X' and the like");
    const auto [declaration, number] = *known;
    const ObjectDecl& decl = scenario_.objects[declaration];
    if (std::ranges::find(decl.removals, what, &Callback::name) != decl.removals.end())
      return wrong("a removal callback is run by whoever removes, and not by itself",
                   "'by' is who removes: 'teardown', or a thread");
    if (what == "cleanup" && decl.cleanup) return RecordedAgent{Kind::cleanup, declaration, number};
    if (what == "destroy" && decl.destroy) return RecordedAgent{Kind::destroy, declaration, number};
    if (!decl.entry || decl.entry->name != what)
      return wrong("the scenario gives " + decl.name + " no callback " + in_quotes(what) + ", so it does nothing",
                   "write it into the scenario, with what it does");
    int run = 1;
    if (behind != std::string::npos) {
      const char *first = by.data() + behind + 2, *last = by.data() + by.size();
      const auto [end, error] = std::from_chars(first, last, run);
      if (error != std::errc() || end + 1 != last || *end != ')' || run < 1 || run > decl.overlapping_runs)
        return wrong(in_quotes(by.substr(behind + 1)) + " is no run of " + decl.name,
                     "runs that overlap are told apart by their number, from (1) to (" +
                         std::to_string(decl.overlapping_runs) + ")");
    }
    return RecordedAgent{Kind::run, declaration, number, run};
  }

  RecordedEvent thread_event(const std::string& event, const std::string& thread, const JsonObject& one) {
    RecordedEvent made;
    made.kind = event == "start" ? EventKind::thread_start : EventKind::thread_end;
    const std::optional<int> found = names_.thread(thread);
    if (!found)
      mistake(place_of(one, "thread"), "the scenario has no thread " + in_quotes(thread),
              "its threads are" + names_.all_of("thread"));
    made.index = found.value_or(-1);
    return made;
  }

  RecordedEvent object_event(const std::string& event, const std::string& object, const JsonObject& one) {
    RecordedEvent made;
    const std::optional<DeclaredNames::Numbered> known = names_.instance(object);
    if (known) {
      made.index = known->declaration;
      made.number = known->number;
    }
    const bool lifecycle = set_kind(event, made);
    if (lifecycle && object.empty()) {
      mistake(one.at, "the event '" + event + "' has no 'object'", "its objects are" + names_.all_of("object"));
      return made;
    }
    if (lifecycle && !known) {
      mistake(place_of(one, "object"), "the scenario has no object " + in_quotes(object),
              "its objects are" + names_.all_of("object"));
      return made;
    }
    if (made.kind == EventKind::run && lifecycle && !has_callback(event, made.index))
      mistake(place_of(one, "event"), "the scenario gives " + scenario_.objects[made.index].name + " no " + event,
              "write it into the scenario: '" + event + ": []', or what it does");
    if (lifecycle) return made;
    const ActionFacts* action = action_named(event);
    if (action == nullptr || action->targets.empty()) {
      mistake(
          place_of(one, "event"), in_quotes(event) + " is no event",
          "an event is 'cleanup', 'destroy', 'create', 'delete', a callback of the object, or an action ('use', 'stop', …)");
      return made;
    }
    made.action = RecordedAction{.kind = action->kind};
    read_target(*action, one, *made.action);
    return made;
  }

  // Whom an action is done to.
  void read_target(const ActionFacts& action, const JsonObject& one, RecordedAction& made) {
    const std::vector<std::string_view> keys = targets_of(action);
    const auto given = std::ranges::find_if(keys, [&](std::string_view key) { return !text_of(one, key).empty(); });
    const std::string event(action.word);
    if (given == keys.end())
      return mistake(place_of(one, "event"), "'" + event + "' is done to nothing",
                     "say to what: 'object', 'thread', 'signal', 'flag' or 'lock'");
    const std::string_view key = *given;
    const std::string target = text_of(one, key);
    const auto wrong = [&](const std::string& message, const std::string& hint) {
      mistake(place_of(one, key), message, hint);
    };
    if (key == "object" && names_.thread(target)) return wrong(in_quotes(target) + " is a thread", "say \"thread\"");
    if (action.kind == ActionKind::send && is_target(target))
      return wrong("a send is of a request, and " + in_quotes(target) + " is where it goes",
                   "say which request: \"request\"");
    if (!names_.is_declared(key, target))
      return wrong("the scenario has no " + std::string(key == "of" || key == "request" ? "object" : key) + " " +
                       in_quotes(target),
                   "it has" + names_.all_of(key));
    if (const ObjectDecl* decl = names_.several(target); decl != nullptr && is_object_key(key))
      return wrong("there are " + std::to_string(decl->count) + " of '" + decl->name + "'",
                   "say which: '" + decl->name + "#1'");
    names_.resolve(key, target, made);
    if (made.entity == EntityKind::object && made.kind == ActionKind::start) {
      made.kind = ActionKind::enqueue;
      made.said_start = true;
    }
  }

  // What it can be done to comes first.
  static std::vector<std::string_view> targets_of(const ActionFacts& action) {
    std::vector<std::string_view> keys(kTargets.begin(), kTargets.end());
    const auto first = [&](std::string_view key) { std::ranges::rotate(keys, std::ranges::find(keys, key)); };
    switch (action.targets.front()) {
      case EntityKind::object: break;
      case EntityKind::thread: first("thread"); break;
      case EntityKind::lock: first("lock"); break;
      case EntityKind::signal: first("signal"); break;
      case EntityKind::flag: first("flag"); break;
    }
    if (action.form == ActionForm::send) first("request");
    return keys;
  }

  [[nodiscard]] bool is_target(const std::string& name) const {
    const std::optional<DeclaredNames::Numbered> known = names_.instance(name);
    return known && type_of(known->declaration).has_role("io-target");
  }

  static bool is_object_key(std::string_view key) { return key != "thread" && key != "signal" && key != "flag"; }

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

  [[nodiscard]] const TypeDecl& type_of(int declaration) const {
    return *framework_.type(scenario_.objects[declaration].type);
  }

  [[nodiscard]] bool is_callback(const std::string& event, int declaration) const {
    return std::ranges::any_of(type_of(declaration).callbacks, [&](const CallbackType& callback) {
      return callback.name == event && (callback.kind == CallbackKind::entry || callback.kind == CallbackKind::removal);
    });
  }

  // In the scenario; what is enqueued or sent has its entry callback without saying so.
  [[nodiscard]] bool has_callback(const std::string& event, int declaration) const {
    const ObjectDecl& decl = scenario_.objects[declaration];
    return (decl.entry && decl.entry->name == event) ||
           std::ranges::find(decl.removals, event, &Callback::name) != decl.removals.end();
  }

  void mistake(const Span& at, std::string message, std::string hint) {
    constexpr std::size_t kMost = 1'000;
    if (found_.size() == kMost) return void(++not_listed_);
    found_.push_back({"AL0701", std::move(message), std::move(hint), source_.name, at, {}});
  }

  // In the order of the log, each with its line.
  Diagnostics mistakes() {
    constexpr std::size_t kLongestLine = 4'096;
    std::ranges::stable_sort(found_, {}, [](const Diagnostic& d) { return std::pair(d.at.line, d.at.column); });
    std::uint32_t line = 1;
    std::size_t begin = 0;
    for (Diagnostic& d : found_) {
      for (; line < d.at.line; ++line) begin = source_.text.find('\n', begin) + 1;
      const std::size_t length = std::min(source_.text.find('\n', begin), source_.text.size()) - begin;
      if (length <= kLongestLine) d.line = source_.text.substr(begin, length);
    }
    if (not_listed_ > 0)
      found_.push_back(
          {"AL0701", std::to_string(not_listed_) + " more mistakes are not listed", "", source_.name, {}, {}});
    return std::move(found_);
  }

  const Source& source_;
  const Framework& framework_;
  const Deadline& deadline_;
  const Scenario& scenario_;
  DeclaredNames names_;
  bool any_ = false;  // something stands in the log
  EventLog log_;
  Diagnostics found_;
  std::size_t not_listed_ = 0;
};

}  // namespace

Read<EventLog> read_event_log(const Source& source, const Scenario& scenario, const Framework& framework,
                              bool may_be_empty, const Deadline& deadline) {
  return Reader(source, scenario, framework, deadline).read(may_be_empty);
}

}  // namespace afterlife
