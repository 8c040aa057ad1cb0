#pragma once

#include "services/mirror/facets.h"
#include "services/mirror/leadrow.h"
#include "services/mirror/slotmap.h"

#include <QHash>

#include <array>
#include <limits>
#include <map>
#include <optional>
#include <vector>

namespace leadline {

/// What the lead list orders and filters by. Times in milliseconds since 1970; `unknownTime` sorts as the
/// oldest.
struct LeadIndexEntry
{
    static constexpr qint64 unknownTime = std::numeric_limits<qint64>::min();

    RowKey key = 0;
    StatusId statusId;
    qint64 createdAt = unknownTime;
    qint64 lastActivityAt = unknownTime;
    bool hasTask = false;
    QDate taskDate;    ///< invalid = dateless
    QString country;   ///< ISO 3166 alpha-2, or something longer that counts as none
    QByteArray facets; ///< see facetsOf
};

/// All leads in packed columns, 22 bytes each, and their orders, 4 bytes each, built at first use and brought
/// up to date at the next one: many small puts cost one merge. A filter over a million leads takes a few
/// milliseconds, which SQL does not do. Times are kept in seconds. Names and custom values stay in the
/// database: their order and what matches come from there. Not for two threads.
class LeadIndex
{
public:
    void reserve(size_t leads);
    /// Adds the entries or replaces those with the same key. The order of the names is forgotten.
    void put(const std::vector<LeadIndexEntry> &entries);
    void remove(RowKey key);
    [[nodiscard]] int count() const { return static_cast<int>(m_slotOf.count()); }

    /// All keys by name, ascending; unknown ones are left out. Until then `keys` by name is empty.
    void setNameOrder(const std::vector<RowKey> &keys);
    [[nodiscard]] bool isNameOrderKnown() const { return m_isOrdered[static_cast<size_t>(LeadSort::Name)]; }
    /// What the next questions need: the last to give way, however many they are.
    void need(const std::vector<Facet> &facets);
    /// The leads with a facet, kept up by `put` from then on; the one needed longest ago gives way.
    void setFacet(Facet facet, const std::vector<RowKey> &keys);
    [[nodiscard]] bool knowsFacet(Facet facet) const { return m_facets.contains(facet); }

    /// Descending is the exact reverse of ascending; equal leads stand in the order of their keys. The text
    /// and the Smart View of the query do not count here: hand over who matches as `within`. Facets must be
    /// known.
    [[nodiscard]] std::vector<RowKey> keys(const LeadListQuery &query, const QDateTime &nowUtc,
                                           const std::vector<RowKey> *within = nullptr) const;
    /// Those of `candidates` that pass the query, in the order given.
    [[nodiscard]] std::vector<RowKey> passing(const std::vector<RowKey> &candidates,
                                              const LeadListQuery &query, const QDateTime &nowUtc,
                                              const std::vector<RowKey> *within = nullptr) const;

    /// How many leads each country has, most first; those without one are left out.
    [[nodiscard]] const CountryCounts &countries() const;
    [[nodiscard]] size_t bytes() const; ///< of memory

private:
    using Order = std::vector<quint32>; ///< of slots
    using Marks = std::vector<char>;    ///< one for each slot

    [[nodiscard]] Marks wanted(const LeadListQuery &query, const QDateTime &nowUtc,
                               const std::vector<RowKey> *within) const;
    void keepFacets(Marks &marks, const QList<FieldValue> &fields) const;
    [[nodiscard]] quint16 internStatus(const StatusId &id);
    [[nodiscard]] quint32 slotFor(RowKey key);
    void fill(quint32 slot, const LeadIndexEntry &entry);
    [[nodiscard]] bool isBefore(LeadSort sort, quint32 left, quint32 right) const;
    [[nodiscard]] const Order &order(LeadSort sort) const;
    void markStale(quint32 slot);
    void updateOrders() const;
    void merge(LeadSort sort, Order fresh) const;

    std::vector<RowKey> m_keys;
    std::vector<quint32> m_activity;  ///< seconds since 1970; 0 = not known
    std::vector<quint32> m_created;   ///< likewise
    std::vector<quint16> m_status;    ///< `freeSlot` = no lead here
    std::vector<quint16> m_due;       ///< see dueDay
    std::vector<quint16> m_countryOf; ///< two letters; 0 = none
    Order m_freeSlots;
    SlotMap m_slotOf;
    QHash<StatusId, quint16> m_statuses;
    std::map<Facet, std::vector<bool>> m_facets; ///< by slot
    std::vector<Facet> m_facetUse;               ///< the one needed last at the end
    size_t m_needed = 0;                         ///< facets of the question
    mutable std::array<Order, 3> m_orders;
    mutable std::array<bool, 3> m_isOrdered{};
    mutable Order m_stale; ///< filled or freed since the orders were up to date
    mutable std::vector<bool> m_isStale;
    mutable std::optional<CountryCounts> m_countries;
};

} // namespace leadline
