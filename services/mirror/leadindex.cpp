#include "services/mirror/leadindex.h"

#include <algorithm>

namespace leadline {

namespace {

constexpr quint16 freeSlot = 0xffff;
constexpr quint16 noTask = 0;
constexpr quint16 dateless = 1;
constexpr size_t mostFacets = 8;

quint32 secondsOf(qint64 ms)
{
    if (ms == LeadIndexEntry::unknownTime)
        return 0;
    return static_cast<quint32>(std::clamp<qint64>(ms / 1000, 1, std::numeric_limits<quint32>::max()));
}

/// Days since 1970 behind the two special values; what lies outside is the nearest day.
quint16 dueDay(const QDate &date)
{
    const qint64 day = date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
    return static_cast<quint16>(std::clamp<qint64>(day, 0, 0xffff - 2) + 2);
}

quint16 countryCode(const QString &country)
{
    if (country.size() != 2 || country.at(0).unicode() > 0x7f || country.at(1).unicode() > 0x7f)
        return 0;
    return static_cast<quint16>(country.at(0).toUpper().unicode() << 8 | country.at(1).toUpper().unicode());
}

/// By an eighth instead of by double: half of a long column would be air.
template <typename T>
void grow(std::vector<T> &column)
{
    if (column.size() == column.capacity())
        column.reserve(column.size() + column.size() / 8 + 64);
    column.emplace_back();
}

template <typename Predicate>
void keepIf(std::vector<char> &marks, const Predicate &predicate)
{
    for (size_t slot = 0; slot < marks.size(); ++slot)
        marks[slot] = static_cast<char>(marks[slot] & static_cast<char>(predicate(slot)));
}

template <typename T>
size_t bytesOf(const std::vector<T> &column)
{
    return column.capacity() * sizeof(T);
}

} // namespace

void LeadIndex::reserve(size_t leads)
{
    m_keys.reserve(leads);
    m_activity.reserve(leads);
    m_created.reserve(leads);
    m_status.reserve(leads);
    m_due.reserve(leads);
    m_countryOf.reserve(leads);
    m_slotOf.reserve(leads, m_keys);
}

void LeadIndex::put(const std::vector<LeadIndexEntry> &entries)
{
    for (const LeadIndexEntry &entry : entries) {
        const quint32 slot = slotFor(entry.key);
        fill(slot, entry);
        markStale(slot);
    }
    if (!entries.empty())
        m_isOrdered[static_cast<size_t>(LeadSort::Name)] = false;
}

void LeadIndex::markStale(quint32 slot)
{
    m_countries.reset();
    m_isStale.resize(m_keys.size());
    if (m_isStale[slot])
        return;
    m_isStale[slot] = true;
    m_stale.push_back(slot);
}

void LeadIndex::fill(quint32 slot, const LeadIndexEntry &entry)
{
    m_activity[slot] = secondsOf(entry.lastActivityAt);
    m_created[slot] = secondsOf(entry.createdAt);
    m_status[slot] = internStatus(entry.statusId);
    m_due[slot] = !entry.hasTask ? noTask : entry.taskDate.isValid() ? dueDay(entry.taskDate) : dateless;
    m_countryOf[slot] = countryCode(entry.country);
    for (auto &[facet, marks] : m_facets) {
        marks.resize(m_keys.size());
        marks[slot] = hasFacet(entry.facets, facet);
    }
}

void LeadIndex::remove(RowKey key)
{
    const quint32 slot = m_slotOf.find(key, m_keys);
    if (slot == SlotMap::none)
        return;
    m_slotOf.erase(slot, m_keys);
    m_status[slot] = freeSlot;
    m_freeSlots.push_back(slot);
    markStale(slot);
}

void LeadIndex::setNameOrder(const std::vector<RowKey> &keys)
{
    updateOrders();
    Order &sequence = m_orders[static_cast<size_t>(LeadSort::Name)];
    sequence.clear();
    sequence.reserve(m_slotOf.count());
    for (const RowKey key : keys) {
        if (const quint32 slot = m_slotOf.find(key, m_keys); slot != SlotMap::none)
            sequence.push_back(slot);
    }
    m_isOrdered[static_cast<size_t>(LeadSort::Name)] = true;
}

void LeadIndex::need(const std::vector<Facet> &facets)
{
    m_needed = facets.size();
    for (const Facet facet : facets) {
        if (std::erase(m_facetUse, facet) > 0)
            m_facetUse.push_back(facet);
    }
}

void LeadIndex::setFacet(Facet facet, const std::vector<RowKey> &keys)
{
    std::erase(m_facetUse, facet);
    while (m_facetUse.size() >= std::max(mostFacets, m_needed)) {
        m_facets.erase(m_facetUse.front());
        m_facetUse.erase(m_facetUse.begin());
    }
    std::vector<bool> &marks = m_facets[facet];
    marks.assign(m_keys.size(), false);
    for (const RowKey key : keys) {
        if (const quint32 slot = m_slotOf.find(key, m_keys); slot != SlotMap::none)
            marks[slot] = true;
    }
    m_facetUse.push_back(facet);
}

std::vector<RowKey> LeadIndex::keys(const LeadListQuery &query, const QDateTime &nowUtc,
                                    const std::vector<RowKey> *within) const
{
    LeadListQuery rest = query;
    rest.text.clear();
    const bool isWhole = !within && !rest.isFilter();
    const Marks marks = isWhole ? Marks() : wanted(query, nowUtc, within);
    const Order &sequence = order(query.sort);
    std::vector<RowKey> result;
    result.reserve(isWhole ? sequence.size()
                           : static_cast<size_t>(std::count(marks.begin(), marks.end(), 1)));
    const auto take = [&](quint32 slot) {
        if (isWhole || marks[slot])
            result.push_back(m_keys[slot]);
    };
    if (query.isDescending)
        std::for_each(sequence.rbegin(), sequence.rend(), take);
    else
        std::for_each(sequence.begin(), sequence.end(), take);
    return result;
}

std::vector<RowKey> LeadIndex::passing(const std::vector<RowKey> &candidates, const LeadListQuery &query,
                                       const QDateTime &nowUtc, const std::vector<RowKey> *within) const
{
    const Marks marks = wanted(query, nowUtc, within);
    std::vector<RowKey> result;
    for (const RowKey key : candidates) {
        const quint32 slot = m_slotOf.find(key, m_keys);
        if (slot != SlotMap::none && marks[slot])
            result.push_back(key);
    }
    return result;
}

/// One pass over a column for each thing asked for: the compiler makes them wide.
LeadIndex::Marks LeadIndex::wanted(const LeadListQuery &query, const QDateTime &nowUtc,
                                   const std::vector<RowKey> *within) const
{
    Marks marks(m_keys.size(), within ? 0 : 1);
    for (size_t at = 0; within && at < within->size(); ++at) {
        if (const quint32 slot = m_slotOf.find((*within)[at], m_keys); slot != SlotMap::none)
            marks[slot] = 1;
    }
    std::vector<char> isStatusWanted(0x10000, query.statuses.isEmpty());
    for (const StatusId &id : query.statuses)
        isStatusWanted[m_statuses.value(id, freeSlot)] = 1;
    isStatusWanted[freeSlot] = 0;
    keepIf(marks, [&](size_t slot) { return isStatusWanted[m_status[slot]]; });
    switch (query.nextStep) {
    case NextStep::Any:
        break;
    case NextStep::Open:
        keepIf(marks, [&](size_t slot) { return m_due[slot] != noTask; });
        break;
    case NextStep::None:
        keepIf(marks, [&](size_t slot) { return m_due[slot] == noTask; });
        break;
    case NextStep::Due:
        keepIf(marks, [&, today = dueDay(nowUtc.toLocalTime().date())](size_t slot) {
            return m_due[slot] > dateless && m_due[slot] <= today;
        });
        break;
    }
    if (query.idleDays > 0) {
        const quint32 since = secondsOf(nowUtc.addDays(-query.idleDays).toMSecsSinceEpoch());
        keepIf(marks, [&](size_t slot) { return m_activity[slot] < since; });
    }
    if (!query.countries.isEmpty()) {
        std::vector<char> isCountryWanted(0x10000, 0);
        for (const QString &country : query.countries)
            isCountryWanted[countryCode(country)] = 1;
        isCountryWanted[0] = 0;
        keepIf(marks, [&](size_t slot) { return isCountryWanted[m_countryOf[slot]]; });
    }
    keepFacets(marks, query.fields);
    return marks;
}

void LeadIndex::keepFacets(Marks &marks, const QList<FieldValue> &fields) const
{
    for (const FieldValue &first : fields) {
        Marks any(marks.size(), 0);
        for (const FieldValue &each : fields) {
            const Facet facet = facetOf(each.field.value, each.value);
            const auto known = m_facets.find(facet);
            if (each.field != first.field || known == m_facets.end())
                continue;
            for (size_t slot = 0; slot < known->second.size(); ++slot)
                any[slot] = static_cast<char>(any[slot] | static_cast<char>(known->second[slot]));
        }
        keepIf(marks, [&](size_t slot) { return any[slot]; });
    }
}

quint16 LeadIndex::internStatus(const StatusId &id)
{
    const auto found = m_statuses.constFind(id);
    if (found != m_statuses.cend())
        return *found;
    const auto status = static_cast<quint16>(std::min<qsizetype>(m_statuses.size(), freeSlot - 1));
    m_statuses.insert(id, status);
    return status;
}

quint32 LeadIndex::slotFor(RowKey key)
{
    if (const quint32 known = m_slotOf.find(key, m_keys); known != SlotMap::none)
        return known;
    auto slot = static_cast<quint32>(m_keys.size());
    if (m_freeSlots.empty()) {
        grow(m_keys);
        grow(m_activity);
        grow(m_created);
        grow(m_status);
        grow(m_due);
        grow(m_countryOf);
    } else {
        slot = m_freeSlots.back();
        m_freeSlots.pop_back();
    }
    m_keys[slot] = key;
    m_slotOf.insert(slot, m_keys);
    return slot;
}

bool LeadIndex::isBefore(LeadSort sort, quint32 left, quint32 right) const
{
    const std::vector<quint32> &column = sort == LeadSort::Created ? m_created : m_activity;
    return column[left] != column[right] ? column[left] < column[right] : m_keys[left] < m_keys[right];
}

const LeadIndex::Order &LeadIndex::order(LeadSort sort) const
{
    updateOrders();
    const auto which = static_cast<size_t>(sort);
    Order &sequence = m_orders[which];
    if (m_isOrdered[which] || sort == LeadSort::Name)
        return sequence;
    sequence.clear();
    sequence.reserve(m_slotOf.count());
    for (size_t slot = 0; slot < m_keys.size(); ++slot) {
        if (m_status[slot] != freeSlot)
            sequence.push_back(static_cast<quint32>(slot));
    }
    std::sort(sequence.begin(), sequence.end(), [&](quint32 a, quint32 b) { return isBefore(sort, a, b); });
    m_isOrdered[which] = true;
    return sequence;
}

void LeadIndex::updateOrders() const
{
    if (m_stale.empty())
        return;
    m_isStale.resize(m_keys.size());
    for (Order &sequence : m_orders)
        std::erase_if(sequence, [this](quint32 slot) { return m_isStale[slot]; });
    Order fresh = std::move(m_stale);
    m_stale = Order();
    m_isStale = std::vector<bool>();
    std::erase_if(fresh, [this](quint32 slot) { return m_status[slot] == freeSlot; });
    for (const LeadSort sort : {LeadSort::LastActivity, LeadSort::Created}) {
        if (m_isOrdered[static_cast<size_t>(sort)])
            merge(sort, fresh);
    }
}

/// From the end, each run of known slots moved once: a few fresh ones cost few looks at the columns.
void LeadIndex::merge(LeadSort sort, Order fresh) const
{
    Order &known = m_orders[static_cast<size_t>(sort)];
    const auto isEarlier = [&](quint32 a, quint32 b) { return isBefore(sort, a, b); };
    std::sort(fresh.begin(), fresh.end(), isEarlier);
    auto end = static_cast<Order::difference_type>(known.size());
    if (known.capacity() < known.size() + fresh.size())
        known.reserve(known.size() + known.size() / 8 + fresh.size());
    known.resize(known.size() + fresh.size());
    for (auto at = static_cast<Order::difference_type>(fresh.size()) - 1; at >= 0; --at) {
        const quint32 slot = fresh[static_cast<size_t>(at)];
        const auto place =
            std::upper_bound(known.begin(), known.begin() + end, slot, isEarlier) - known.begin();
        std::move_backward(known.begin() + place, known.begin() + end, known.begin() + end + at + 1);
        known[static_cast<size_t>(place + at)] = slot;
        end = place;
    }
}

const CountryCounts &LeadIndex::countries() const
{
    if (m_countries)
        return *m_countries;
    std::vector<int> counts(0x10000, 0);
    for (size_t slot = 0; slot < m_countryOf.size(); ++slot)
        counts[m_countryOf[slot]] += m_status[slot] != freeSlot;
    CountryCounts result;
    for (size_t code = 1; code < counts.size(); ++code) {
        const char letters[] = {static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
        if (counts[code] > 0)
            result.emplace_back(QString::fromLatin1(letters, 2), counts[code]);
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });
    return m_countries.emplace(std::move(result));
}

size_t LeadIndex::bytes() const
{
    size_t sum = bytesOf(m_keys) + bytesOf(m_activity) + bytesOf(m_created) + bytesOf(m_status) +
                 bytesOf(m_due) + bytesOf(m_countryOf) + bytesOf(m_freeSlots) + bytesOf(m_stale) +
                 m_isStale.capacity() / 8 + m_slotOf.bytes();
    for (const Order &sequence : m_orders)
        sum += bytesOf(sequence);
    for (const auto &[facet, marks] : m_facets)
        sum += marks.capacity() / 8;
    return sum;
}

} // namespace leadline
