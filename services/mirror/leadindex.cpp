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

/// A bit for each letter and digit in the text; all other bytes share the bits that are left. A text without
/// one of the bits of a needle cannot hold it, which spares most names the search.
quint64 lettersOf(const QByteArray &text)
{
    constexpr int shared = 64 - 26 - 10;
    quint64 letters = 0;
    for (const char byte : text) {
        const int bit = byte >= 'a' && byte <= 'z'   ? byte - 'a'
                        : byte >= '0' && byte <= '9' ? 26 + byte - '0'
                                                     : 36 + static_cast<unsigned char>(byte) % shared;
        letters |= quint64(1) << bit;
    }
    return letters;
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
        slot.letters = lettersOf(entry.folded);
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
    const bool isWhole = needle.isEmpty() && query.statuses.isEmpty();
    const std::vector<char> wanted = isWhole ? std::vector<char>() : wantedSlots(needle, query);
    const Order &sequence = order(query.sort);
    std::vector<RowKey> result;
    result.reserve(isWhole ? sequence.size()
                           : static_cast<size_t>(std::count(wanted.begin(), wanted.end(), 1)));
    for (const int index : sequence) {
        const auto at = static_cast<size_t>(index);
        if (isWhole || wanted[at])
            result.push_back(m_slots[at].entry.key);
    }
    if (query.isDescending)
        std::reverse(result.begin(), result.end());
    return result;
}

/// In the order of the slots: names lie in memory in about that order, and any other one waits for it at each
/// name.
std::vector<char> LeadIndex::wantedSlots(const QByteArray &needle, const LeadListQuery &query) const
{
    std::vector<char> isStatusWanted(static_cast<size_t>(m_statuses.size()), query.statuses.isEmpty());
    for (const StatusId &id : query.statuses) {
        if (const int status = m_statuses.value(id, -1); status >= 0)
            isStatusWanted[static_cast<size_t>(status)] = 1;
    }
    const quint64 letters = lettersOf(needle);
    std::vector<char> wanted(m_slots.size(), 0);
    for (size_t index = 0; index < m_slots.size(); ++index) {
        const Slot &slot = m_slots[index];
        wanted[index] =
            slot.isUsed && (slot.letters & letters) == letters &&
            isStatusWanted[static_cast<size_t>(slot.status)] &&
            (query.isAtStart ? slot.entry.folded.startsWith(needle)
                             : view(slot.entry.folded).find(view(needle)) != std::string_view::npos);
    }
    return wanted;
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
