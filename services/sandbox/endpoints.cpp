#include "services/sandbox/endpoints.h"

namespace leadline::sandbox {

void addEndpoints(Router &router, Context &context)
{
    addPeopleEndpoints(router, context);
    addStatusEndpoints(router, context);
    addCustomFieldEndpoints(router, context);
    addSmartViewEndpoints(router, context);
}

} // namespace leadline::sandbox
