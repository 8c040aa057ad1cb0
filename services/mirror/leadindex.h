#pragma once

#include "services/mirror/leadrow.h"

#include <QByteArray>
#include <QHash>

#include <array>
#include <limits>
#include <vector>

namespace leadline {

/// What the lead list orders and filters by. Times in milliseconds since 1970; `unknownTime` sorts as the
/// oldest.
struct LeadIndexEntry
{
    static constexpr qint64 unknownTime = std::numeric_limits<qint64>::min();

    RowKey key = 0;
    QByteArray folded; ///< name, see foldedForSearch, as UTF-8
    StatusId statusId;
    qint64 createdAt = unknownTime;
    qint64 lastActivityAt = unknownTime;
};

/// All leads in memory, in each order that was asked for: a filter over 100,000 leads takes a few
/// milliseconds, which SQL does not do. Knows nothing of the database. An order is built at its first use,
/// then kept by merging.
class LeadIndex
{
public:
    void reset(std::vector<LeadIndexEntry> entries);
    /// Adds the entries or replaces those with the same key.
    void put(const std::vector<LeadIndexEntry> &entries);
    void remove(RowKey key);

    /// Descending is the exact reverse of ascending; equal leads stand in the order of their keys.
    [[nodiscard]] std::vector<RowKey> keys(const LeadListQuery &query) const;
    [[nodiscard]] int count() const { return static_cast<int>(m_slotOf.size()); }

private:
    struct Slot
    {
        LeadIndexEntry entry; ///< without its status id, which is interned
        quint64 letters = 0;  ///< those in the name, as bits
        int status = -1;
        bool isUsed = false;
    };
    using Order = std::vector<int>; ///< of slots

    [[nodiscard]] std::vector<char> wantedSlots(const QByteArray &needle, const LeadListQuery &query) const;
    [[nodiscard]] int internStatus(const StatusId &id);
    [[nodiscard]] int slotFor(RowKey key);
    [[nodiscard]] bool isBefore(LeadSort sort, int left, int right) const;
    [[nodiscard]] const Order &order(LeadSort sort) const;
    void dropFromOrders(const std::vector<bool> &isDropped);
    void mergeIntoOrders(const Order &sequence);

    std::vector<Slot> m_slots;
    std::vector<int> m_freeSlots;
    QHash<RowKey, int> m_slotOf;
    QHash<StatusId, int> m_statuses;
    mutable std::array<Order, 3> m_orders;
    mutable std::array<bool, 3> m_isOrdered{};
};

} // namespace leadline
