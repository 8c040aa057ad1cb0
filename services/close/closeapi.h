#pragma once

#include "services/close/page.h"
#include "services/domain/activity.h"
#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "services/http/httpclient.h"

namespace leadline {

/// Close's REST API, what is read of it and decoded at once, one coroutine per endpoint. The decoding is in `codec/`.
class CloseApi
{
public:
    explicit CloseApi(HttpClient &http);

    [[nodiscard]] QCoro::Task<Result<Me>> me(Lane lane);
    /// See readOrganization; `me` is filled in by the caller's value.
    [[nodiscard]] QCoro::Task<Result<OrganizationData>> organization(Me me, Lane lane);
    [[nodiscard]] QCoro::Task<Result<Lead>> lead(LeadId id, Lane lane);
    /// Leads in which the words stand, wherever Close itself looks for them (close-api.md 6.1, 6.2); only what a
    /// list shows of them, the most recently updated first.
    [[nodiscard]] QCoro::Task<Result<Page<Lead>>> searchLeads(QString text, int limit, Lane lane);
    /// All types, newest first by creation, at most 100 a page.
    [[nodiscard]] QCoro::Task<Result<Page<Activity>>> activities(LeadId lead, int skip, int limit, Lane lane);

private:
    HttpClient &m_http;
};

} // namespace leadline
