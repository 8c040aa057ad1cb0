#include "services/sandbox/endpoints.h"

namespace leadline::sandbox {

void addEndpoints(Router &router, Context &context)
{
    addLeadEndpoints(router, context);
    addContactEndpoints(router, context);
    addOpportunityEndpoints(router, context);
    addTaskEndpoints(router, context);
    addActivityEndpoints(router, context);
    addSearchEndpoints(router, context);
    addEventEndpoints(router, context);
    addPeopleEndpoints(router, context);
    addStatusEndpoints(router, context);
    addCustomFieldEndpoints(router, context);
    addSmartViewEndpoints(router, context);
    addTemplateEndpoints(router, context);
    addWebhookEndpoints(router, context);
    addTeamEndpoints(router, context);
}

} // namespace leadline::sandbox
