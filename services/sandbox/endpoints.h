#pragma once

namespace leadline::sandbox {

struct Context;
class Router;

/// Registers every endpoint below /api/v1/. The router's endpoints keep references to the context.
void addEndpoints(Router &router, Context &context);

// One function per resource, each in the folder that holds its rules.
void addLeadEndpoints(Router &router, Context &context);        // rules/
void addContactEndpoints(Router &router, Context &context);     // rules/
void addOpportunityEndpoints(Router &router, Context &context); // rules/
void addTaskEndpoints(Router &router, Context &context);        // rules/
void addActivityEndpoints(Router &router, Context &context);    // rules/
void addSearchEndpoints(Router &router, Context &context);      // search/

void addEventEndpoints(Router &router, Context &context); // events/

void addPeopleEndpoints(Router &router, Context &context); // meta/: me, user, organization, phone_number
void addStatusEndpoints(Router &router, Context &context); // meta/: status, pipeline
void addCustomFieldEndpoints(Router &router,
                             Context &context);               // meta/: custom_field, schema, custom_activity
void addSmartViewEndpoints(Router &router, Context &context); // meta/: saved_search
void addTemplateEndpoints(Router &router, Context &context);  // meta/: email_template, sms_template, outcome
void addWebhookEndpoints(Router &router, Context &context);   // meta/: webhook
void addTeamEndpoints(Router &router, Context &context);      // meta/: membership, role, user/availability
void addGroupEndpoints(Router &router, Context &context);     // meta/: group

} // namespace leadline::sandbox
