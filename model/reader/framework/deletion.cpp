#include "model/reader/framework/context.hpp"

namespace afterlife {

// Key by key: what a file does not say is taken over.
void read_deletion(FrameworkContext& context, const yaml::Node& map) {
  using Returns = DeletionFacts::Returns;
  using Takes = DeletionFacts::Takes;
  Shape& shape = context.shape;
  if (!shape.is_map(map, "'deletion'")) return;
  shape.keys(map, {"returns", "takes", "leaves-list", "destroy-pass", "at-dispatch", "enqueue-during", "source"},
             "'deletion'");
  DeletionFacts& facts = context.framework.deletion;
  if (const yaml::Node* returns = Shape::get(map, "returns"))
    facts.returns = shape
                        .choice<Returns>(*returns, "'returns'",
                                         {{"any-time", Returns::any_time}, {"after-cleanup", Returns::after_cleanup}})
                        .value_or(facts.returns);
  if (const yaml::Node* takes = Shape::get(map, "takes"))
    facts.takes =
        shape.choice<Takes>(*takes, "'takes'", {{"at-once", Takes::at_once}, {"when-reached", Takes::when_reached}})
            .value_or(facts.takes);
  if (const yaml::Node* leaves = Shape::get(map, "leaves-list"))
    facts.leaves_list = shape.truth(*leaves, "'leaves-list'").value_or(facts.leaves_list);
  if (const yaml::Node* pass = Shape::get(map, "destroy-pass"))
    facts.destroy_pass = shape.truth(*pass, "'destroy-pass'").value_or(facts.destroy_pass);
  if (const yaml::Node* enqueue = Shape::get(map, "enqueue-during"))
    facts.enqueue_ignored_when_reached =
        shape.choice<bool>(*enqueue, "'enqueue-during'", {{"runs", false}, {"ignored", true}})
            .value_or(facts.enqueue_ignored_when_reached);
  if (const yaml::Node* at = Shape::get(map, "at-dispatch"))
    facts.puts_off_at_dispatch = shape.choice<bool>(*at, "'at-dispatch'", {{"carried-out", false}, {"put-off", true}})
                                     .value_or(facts.puts_off_at_dispatch);
  if (Shape::get(map, "source") != nullptr) facts.source = optional_word(context, map, "source");
}

}  // namespace afterlife
