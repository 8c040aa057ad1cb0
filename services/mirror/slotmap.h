#pragma once

#include "services/mirror/leadrow.h"

#include <vector>

namespace leadline {

/// Which slot of a list of keys a key stands in: open addressing over slot numbers alone, five to seven bytes
/// a key. The list itself belongs to the owner and must hold the keys of all slots put in here.
class SlotMap
{
public:
    static constexpr quint32 none = 0xffffffff;

    [[nodiscard]] quint32 find(RowKey key, const std::vector<RowKey> &keys) const;
    /// The key of the slot is not in the map yet.
    void insert(quint32 slot, const std::vector<RowKey> &keys);
    /// Before the slot's key changes.
    void erase(quint32 slot, const std::vector<RowKey> &keys);
    void reserve(size_t count, const std::vector<RowKey> &keys);

    [[nodiscard]] size_t count() const { return m_count; }
    [[nodiscard]] size_t bytes() const { return m_places.capacity() * sizeof(quint32); }

private:
    [[nodiscard]] size_t home(RowKey key) const;
    [[nodiscard]] size_t next(size_t place) const { return place + 1 == m_places.size() ? 0 : place + 1; }
    void rebuild(size_t places, const std::vector<RowKey> &keys);

    std::vector<quint32> m_places; ///< a slot, `none`, or `gone`
    size_t m_count = 0;
    size_t m_taken = 0; ///< places that are not `none`
};

} // namespace leadline
