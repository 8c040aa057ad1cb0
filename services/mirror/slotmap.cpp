#include "services/mirror/slotmap.h"

namespace leadline {

namespace {

constexpr quint32 gone = 0xfffffffe; ///< a slot was here: a search goes on beyond it

/// Three places for two keys when built anew, four for three at the fullest.
bool isFull(size_t taken, size_t places)
{
    return taken * 4 >= places * 3;
}
size_t roomFor(size_t count)
{
    return 16 + count * 3 / 2;
}

} // namespace

/// Keys are hashes, but tests and the future may have others: mixed once more, and scaled without a division.
size_t SlotMap::home(RowKey key) const
{
    const quint64 mixed = static_cast<quint64>(key) * 0x9e3779b97f4a7c15ULL;
    return static_cast<size_t>(((mixed >> 32) * m_places.size()) >> 32);
}

quint32 SlotMap::find(RowKey key, const std::vector<RowKey> &keys) const
{
    if (m_places.empty())
        return none;
    for (size_t place = home(key); m_places[place] != none; place = next(place)) {
        if (m_places[place] != gone && keys[m_places[place]] == key)
            return m_places[place];
    }
    return none;
}

void SlotMap::insert(quint32 slot, const std::vector<RowKey> &keys)
{
    if (isFull(m_taken + 1, m_places.size()))
        rebuild(roomFor(m_count + 1), keys);
    size_t place = home(keys[slot]);
    while (m_places[place] != none && m_places[place] != gone)
        place = next(place);
    m_taken += m_places[place] == none;
    m_places[place] = slot;
    ++m_count;
}

void SlotMap::erase(quint32 slot, const std::vector<RowKey> &keys)
{
    for (size_t place = home(keys[slot]); m_places[place] != none; place = next(place)) {
        if (m_places[place] != slot)
            continue;
        m_places[place] = gone;
        --m_count;
        return;
    }
}

void SlotMap::reserve(size_t count, const std::vector<RowKey> &keys)
{
    if (isFull(count, m_places.size()))
        rebuild(roomFor(count), keys);
}

void SlotMap::rebuild(size_t places, const std::vector<RowKey> &keys)
{
    std::vector<quint32> before(places, none);
    before.swap(m_places);
    m_taken = m_count;
    for (const quint32 slot : before) {
        if (slot == none || slot == gone)
            continue;
        size_t place = home(keys[slot]);
        while (m_places[place] != none)
            place = next(place);
        m_places[place] = slot;
    }
}

} // namespace leadline
