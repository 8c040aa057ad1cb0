#pragma once

namespace leadline::sandbox {

struct Context;
class Router;

/// POST /lead/merge/ (close-api.md 5.1): everything of the source moves to the destination, which keeps its
/// own fields; the source is deleted; a LeadMerge activity tells of it; all events name both leads.
void addLeadMergeEndpoint(Router &router, Context &context);

} // namespace leadline::sandbox
