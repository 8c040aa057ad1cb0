#pragma once

namespace leadline::sandbox {

struct Context;
class Router;

/// /custom_activity/: the types of custom activities with their fields, which lack `choices` there
/// (close-api.md 5.14).
void addCustomActivityEndpoints(Router &router, Context &context);

} // namespace leadline::sandbox
