#pragma once

#include "services/sync/pull/leadsource.h"

namespace leadline {

/// The leads that one query finds, about the newest first, until enough are here: what a person needs before the rest.
/// May leave some of them out, as the rest follows anyway.
class FirstLeads final : public RangeSource
{
public:
    /// `most`: leads; pages that are under way by then still come. The source must outlive it.
    FirstLeads(LeadSource &leads, QJsonObject query, int most)
        : m_leads(leads), m_query(std::move(query)), m_left(std::make_shared<int>(most))
    {}

    [[nodiscard]] QCoro::Task<Result<RangeStep>> take(RangeAsk ask) override;
    [[nodiscard]] int pageSize() const override { return m_leads.pageSize(); }
    [[nodiscard]] int chainLimit() const override { return m_leads.chainLimit(); }

private:
    LeadSource &m_leads;
    QJsonObject m_query;
    std::shared_ptr<int> m_left;
};

} // namespace leadline
