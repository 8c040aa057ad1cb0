#include "services/mirror/leadindex.h"

#include "services/mirror/folding.h"

#include <algorithm>
#include <string_view>

namespace leadline {

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

} // namespace

void LeadIndex::reset(std::vector<LeadIndexEntry> entries)
{
    *this = LeadIndex();
    m_slots.reserve(entries.size());
    m_slotOf.reserve(static_cast<qsizetype>(entries.size()));
    put(entries);
}

void LeadIndex::put(const std::vector<LeadIndexEntry> &entries)
{
    Order changed;
    changed.reserve(entries.size());
    std::vector<bool> isChanged(m_slots.size() + entries.size(), false);
    for (const LeadIndexEntry &entry : entries) {
        const int index = slotFor(entry.key);
        Slot &slot = m_slots[static_cast<size_t>(index)];
        slot.status = internStatus(entry.statusId);
        slot.entry = entry;
        slot.entry.statusId = {};
        slot.isUsed = true;
        if (!isChanged[static_cast<size_t>(index)])
            changed.push_back(index);
        isChanged[static_cast<size_t>(index)] = true;
    }
    dropFromOrders(isChanged);
    mergeIntoOrders(changed);
}

void LeadIndex::remove(RowKey key)
{
    const auto found = m_slotOf.constFind(key);
    if (found == m_slotOf.cend())
        return;
    const int index = *found;
    m_slotOf.erase(found);
    std::vector<bool> isDropped(m_slots.size(), false);
    isDropped[static_cast<size_t>(index)] = true;
    dropFromOrders(isDropped);
    m_slots[static_cast<size_t>(index)] = {};
    m_freeSlots.push_back(index);
}

std::vector<RowKey> LeadIndex::keys(const LeadListQuery &query) const
{
    const QByteArray needle = foldedForSearch(query.text).toUtf8();
    std::vector<bool> isStatusWanted(static_cast<size_t>(m_statuses.size()), query.statuses.isEmpty());
    for (const StatusId &id : query.statuses) {
        if (const int status = m_statuses.value(id, -1); status >= 0)
            isStatusWanted[static_cast<size_t>(status)] = true;
    }
    std::vector<RowKey> result;
    const Order &sequence = order(query.sort);
    if (needle.isEmpty())
        result.reserve(sequence.size());
    for (const int index : sequence) {
        const Slot &slot = m_slots[static_cast<size_t>(index)];
        if (!isStatusWanted[static_cast<size_t>(slot.status)])
            continue;
        if (needle.isEmpty() || view(slot.entry.folded).find(view(needle)) != std::string_view::npos)
            result.push_back(slot.entry.key);
    }
    if (query.isDescending)
        std::reverse(result.begin(), result.end());
    return result;
}

int LeadIndex::internStatus(const StatusId &id)
{
    const auto found = m_statuses.constFind(id);
    if (found != m_statuses.cend())
        return *found;
    const int status = static_cast<int>(m_statuses.size());
    m_statuses.insert(id, status);
    return status;
}

int LeadIndex::slotFor(RowKey key)
{
    const auto found = m_slotOf.constFind(key);
    if (found != m_slotOf.cend())
        return *found;
    int index = static_cast<int>(m_slots.size());
    if (m_freeSlots.empty()) {
        m_slots.emplace_back();
    } else {
        index = m_freeSlots.back();
        m_freeSlots.pop_back();
    }
    m_slotOf.insert(key, index);
    return index;
}

bool LeadIndex::isBefore(LeadSort sort, int left, int right) const
{
    const LeadIndexEntry &a = m_slots[static_cast<size_t>(left)].entry;
    const LeadIndexEntry &b = m_slots[static_cast<size_t>(right)].entry;
    switch (sort) {
    case LeadSort::Name:
        if (const int order = view(a.folded).compare(view(b.folded)); order != 0)
            return order < 0;
        break;
    case LeadSort::LastActivity:
        if (a.lastActivityAt != b.lastActivityAt)
            return a.lastActivityAt < b.lastActivityAt;
        break;
    case LeadSort::Created:
        if (a.createdAt != b.createdAt)
            return a.createdAt < b.createdAt;
        break;
    }
    return a.key < b.key;
}

const LeadIndex::Order &LeadIndex::order(LeadSort sort) const
{
    const auto which = static_cast<size_t>(sort);
    Order &sequence = m_orders[which];
    if (m_isOrdered[which])
        return sequence;
    sequence.clear();
    sequence.reserve(static_cast<size_t>(m_slotOf.size()));
    for (size_t index = 0; index < m_slots.size(); ++index) {
        if (m_slots[index].isUsed)
            sequence.push_back(static_cast<int>(index));
    }
    std::sort(sequence.begin(), sequence.end(), [&](int a, int b) { return isBefore(sort, a, b); });
    m_isOrdered[which] = true;
    return sequence;
}

void LeadIndex::dropFromOrders(const std::vector<bool> &isDropped)
{
    for (Order &sequence : m_orders)
        std::erase_if(sequence, [&](int index) { return isDropped[static_cast<size_t>(index)]; });
}

void LeadIndex::mergeIntoOrders(const Order &sequence)
{
    for (const LeadSort sort : {LeadSort::Name, LeadSort::LastActivity, LeadSort::Created}) {
        const auto which = static_cast<size_t>(sort);
        if (!m_isOrdered[which])
            continue;
        Order &known = m_orders[which];
        const auto isEarlier = [&](int a, int b) { return isBefore(sort, a, b); };
        const auto middle = static_cast<Order::difference_type>(known.size());
        known.insert(known.end(), sequence.begin(), sequence.end());
        std::sort(known.begin() + middle, known.end(), isEarlier);
        std::inplace_merge(known.begin(), known.begin() + middle, known.end(), isEarlier);
    }
}

} // namespace leadline
