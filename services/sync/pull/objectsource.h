#pragma once

#include "services/close/bulkapi.h"
#include "services/domain/objectchange.h"
#include "services/mirror/mirror.h"
#include "services/sync/pull/rangesource.h"

namespace leadline {

/// Open tasks or opportunities of all leads by when they were created: leads hold them too, but a lead that
/// was read a while ago may hold old ones.
class ObjectSource final : public RangeSource
{
public:
    /// `kind` is Task or Opportunity.
    ObjectSource(BulkApi &api, Mirror &mirror, ObjectKind kind) : m_api(api), m_mirror(mirror), m_kind(kind)
    {}

    [[nodiscard]] QCoro::Task<Result<RangeStep>> take(RangeAsk ask) override;
    [[nodiscard]] int pageSize() const override;
    [[nodiscard]] int total() const { return *m_total; } ///< what Close counts; -1 = not told yet

private:
    BulkApi &m_api;
    Mirror &m_mirror;
    ObjectKind m_kind;
    std::shared_ptr<int> m_total = std::make_shared<int>(-1);
};

} // namespace leadline
