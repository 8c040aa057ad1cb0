#pragma once

#include "services/base/result.h"
#include "services/mirror/leadrow.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace leadline {

/// The leads that a query lists.
struct LeadListAnswer
{
    std::vector<RowKey> keys;
    bool isWhole = true;     ///< false: the first rows only, while the index is still being read
    CountryCounts countries; ///< of all leads; empty while the index is still being read
};

/// A question under way: nobody is told once this has gone or been replaced.
class LeadInquiry
{
public:
    using Then = std::function<void(Result<LeadListAnswer>)>;

    LeadInquiry() = default;
    ~LeadInquiry() { drop(); }
    LeadInquiry(LeadInquiry &&other) noexcept = default;
    LeadInquiry &operator=(LeadInquiry &&other) noexcept;

private:
    friend class LeadLists;
    void drop();
    std::shared_ptr<std::atomic<bool>> m_isWanted;
};

} // namespace leadline
